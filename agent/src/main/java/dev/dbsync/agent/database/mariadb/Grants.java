package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a user may do, as {@code SHOW GRANTS} tells everybody of himself. Where a role or a partial revoke has a say, it tells
 * half the truth: then nothing is found missing.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html">MySQL manual, 8.2.2</a>
 */
final class Grants {
    private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (?:(\\*)|`(.+?)`)\\.(?:(\\*)|`(.+?)`) TO .*");
    private static final Pattern COLUMNS = Pattern.compile(" ?\\([^)]*\\)");

    private static final String TABLE = "(?: IF(?: NOT)? EXISTS)? [`]?([\\w$]+)[`]?.*";

    private final List<Grant> grants;
    private final boolean known;

    private record Grant(Set<String> privileges, Pattern database, Pattern table) {
        boolean gives(String privilege, String ofDatabase, String ofTable) {
            return (privileges.contains("ALL PRIVILEGES") || privileges.contains(privilege))
                    && database.matcher(ofDatabase).matches()
                    && table.matcher(ofTable).matches();
        }
    }

    /** A statement that needs a privilege. The first group is the table. */
    private enum Kind {
        CREATE("CREATE TABLE" + TABLE),
        ALTER("ALTER TABLE" + TABLE),
        INDEX("(?:CREATE (?:UNIQUE )?|DROP )INDEX [`]?[\\w$]+[`]? ON" + TABLE),
        DROP("DROP TABLE" + TABLE),
        INSERT("INSERT INTO" + TABLE),
        UPDATE("UPDATE" + TABLE),
        DELETE("DELETE FROM" + TABLE);

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        }
    }

    private Grants(List<Grant> grants, boolean known) {
        this.grants = grants;
        this.known = known;
    }

    /** Those of the connection's user. */
    static Grants of(Connection connection) throws SQLException {
        List<Grant> grants = new ArrayList<>();
        boolean known = true;
        for (String line : Queries.list(connection, "show grants", row -> row.getString(1))) {
            Matcher grant = GRANT.matcher(line);
            if (grant.matches()) {
                String privileges = COLUMNS.matcher(grant.group(1)).replaceAll("?");
                grants.add(new Grant(
                        Set.of(privileges.toUpperCase(Locale.ROOT).split(", ")),
                        grant.group(2) == null ? like(grant.group(3)) : Pattern.compile(".*"),
                        grant.group(4) == null
                                ? Pattern.compile(Pattern.quote(grant.group(5)), Pattern.CASE_INSENSITIVE)
                                : Pattern.compile(".*")));
            } else {
                known = false;
            }
        }
        return new Grants(grants, known);
    }

    /** The name of a database in a grant may hold wildcards. */
    private static Pattern like(String name) {
        StringBuilder pattern = new StringBuilder();
        for (int place = 0; place < name.length(); place++) {
            char letter = name.charAt(place);
            boolean escaped = letter == '\\' && place + 1 < name.length();
            if (letter == '%' || letter == '_') {
                pattern.append(letter == '%' ? ".*" : ".");
            } else {
                pattern.append(Pattern.quote(String.valueOf(escaped ? name.charAt(++place) : letter)));
            }
        }
        return Pattern.compile(pattern.toString());
    }

    /** The first privilege that statements need and the user has not got, with its table. */
    Optional<String> missing(String database, List<String> statements) {
        return !known
                ? Optional.empty()
                : statements.stream()
                        .flatMap(Grants::needs)
                        .filter(need -> grants.stream()
                                .noneMatch(grant -> grant.gives(need.kind().name(), database, need.table())))
                        .map(need -> need.kind() + " on table " + database + "." + need.table())
                        .findFirst();
    }

    private record Need(Kind kind, String table) {}

    private static Stream<Need> needs(String statement) {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(kind.form.matcher(statement.strip()))
                .filter(Matcher::matches)
                .map(found -> new Need(kind, found.group(1))));
    }
}
