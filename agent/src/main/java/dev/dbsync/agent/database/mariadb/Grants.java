package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do, as {@code SHOW GRANTS} tells everybody of himself. Where a role or a partial revoke has a say, it tells
 * half the truth: then nothing is found missing.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/privileges-provided.html">MySQL manual, 8.2.2</a>
 */
final class Grants {
    private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (?:(\\*)|`(.+?)`)\\.(?:(\\*)|`(.+?)`) TO .*");

    /** Of a privilege on some columns alone, which is none on the table. */
    private static final Pattern COLUMNS = Pattern.compile(" ?\\([^)]*\\)");

    private static final Pattern WILDCARD = Pattern.compile("(?<!\\\\)[%_]");

    private static final String TABLE = "(?: IF(?: NOT)? EXISTS)? `?([\\w$]+)`?.*";

    private final List<Grant> grants;
    private final boolean known;

    /**
     * What one line grants.
     *
     * @param database its name, with wildcards; null for all
     * @param table null for all
     */
    private record Grant(Set<String> privileges, @Nullable String database, @Nullable String table) {
        boolean covers(String ofDatabase, String ofTable) {
            return (database == null || like(database).matcher(ofDatabase).matches())
                    && (table == null || table.equalsIgnoreCase(ofTable));
        }

        boolean gives(String privilege) {
            return privileges.contains("ALL PRIVILEGES") || privileges.contains(privilege);
        }

        /** Of a database as a whole. Of several that fit, the server looks at the one alone that says most of the name. */
        boolean ofDatabase() {
            return database != null && table == null;
        }

        int said() {
            Matcher wildcard = WILDCARD.matcher(String.valueOf(database));
            return wildcard.find() ? wildcard.start() : Integer.MAX_VALUE;
        }
    }

    /** A statement that needs a privilege. The first group is the table. */
    private enum Kind {
        CREATE("CREATE TABLE" + TABLE),
        ALTER("ALTER TABLE" + TABLE),
        INDEX("(?:CREATE (?:UNIQUE )?|DROP )INDEX `?[\\w$]+`? ON" + TABLE),
        DROP("DROP TABLE" + TABLE),
        INSERT("INSERT INTO" + TABLE),
        UPDATE("UPDATE" + TABLE),
        DELETE("DELETE FROM" + TABLE),
        /** Of a foreign key, which MySQL alone asks for. */
        REFERENCES("(?:CREATE|ALTER) TABLE .* REFERENCES" + TABLE);

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
                        Set.of(privileges.toUpperCase(Locale.ROOT).split(", ")), grant.group(3), grant.group(5)));
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

    /**
     * The first privilege that statements need and the user has not got, with its table.
     *
     * @param references whether the server asks for it where a foreign key is made
     */
    Optional<String> missing(String database, List<String> statements, boolean references) {
        return !known
                ? Optional.empty()
                : statements.stream()
                        .flatMap(Grants::needs)
                        .filter(need -> references || need.kind() != Kind.REFERENCES)
                        .filter(need -> !gives(need.kind().name(), database, need.table()))
                        .map(need -> need.kind() + " on table " + database + "." + need.table())
                        .findFirst();
    }

    private boolean gives(String privilege, String database, String table) {
        List<Grant> covering =
                grants.stream().filter(grant -> grant.covers(database, table)).toList();
        Optional<Grant> ofDatabase =
                covering.stream().filter(Grant::ofDatabase).max(Comparator.comparingInt(Grant::said));
        return Stream.concat(covering.stream().filter(grant -> !grant.ofDatabase()), ofDatabase.stream())
                .anyMatch(grant -> grant.gives(privilege));
    }

    private record Need(Kind kind, String table) {}

    private static Stream<Need> needs(String statement) {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(kind.form.matcher(statement.strip()))
                .filter(Matcher::matches)
                .map(found -> new Need(kind, found.group(1))));
    }
}
