package dev.dbsync.agent.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads statements from a PostgreSQL log. An entry starts with the prefix; the further lines of a statement start with a
 * tab, which the server put there.
 */
final class PostgresStatements {

    static final String LINE_PREFIX = "%m [%p] user=%u db=%d app=%a ";

    private static final Pattern ENTRY =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[\\d+\\] user=(\\S*) db=(\\S*) app=.*? ([A-Z]+):  (.*)");

    /** A statement of the simple protocol, or one of the extended protocol; not the fetching of its further rows. */
    private static final Pattern STATEMENT = Pattern.compile("(?:statement|execute (?!fetch from)[^:]+): (.*)");

    private final String database;
    private final List<StringBuilder> statements = new ArrayList<>();
    private boolean inStatement;

    private PostgresStatements(String database) {
        this.database = database;
    }

    static List<String> in(String log, String database) {
        PostgresStatements statements = new PostgresStatements(database);
        log.lines().forEach(statements::line);
        return statements.statements.stream().map(StringBuilder::toString).toList();
    }

    private void line(String line) {
        if (line.startsWith("\t")) {
            continuation(line.substring(1));
            return;
        }
        Matcher entry = ENTRY.matcher(line);
        inStatement = entry.matches() && isOurs(entry) && start(entry.group(4));
    }

    private void continuation(String line) {
        if (inStatement) {
            statements.get(statements.size() - 1).append('\n').append(line);
        }
    }

    private boolean isOurs(Matcher entry) {
        return entry.group(2).equals(database)
                && !entry.group(1).equals(PostgresServer.ADMIN)
                && entry.group(3).equals("LOG");
    }

    private boolean start(String message) {
        Matcher statement = STATEMENT.matcher(message);
        // By an empty one the driver finds out whether the server is there.
        if (!statement.matches() || statement.group(1).isBlank()) {
            return false;
        }
        return statements.add(new StringBuilder(statement.group(1)));
    }
}
