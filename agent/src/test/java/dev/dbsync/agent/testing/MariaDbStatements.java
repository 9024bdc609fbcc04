package dev.dbsync.agent.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads statements from MariaDB's or MySQL's general log. An entry says which connection it belongs to, and the connection's own
 * entries say which database it is in; further lines of a statement stand as they are.
 */
final class MariaDbStatements {

    private static final Pattern ENTRY = Pattern.compile(
            "(?:\\d{6} [ \\d]\\d:\\d\\d:\\d\\d\\t|\\S+Z\\t|\\t\\t) *(\\d+) ([A-Z][a-z]+(?: [A-Za-z]+)*)\\t(.*)");
    private static final Pattern CONNECT = Pattern.compile("(\\S*)@\\S* (?:as \\S+ )?on (\\S*) using .*");
    private static final Set<String> STATEMENTS = Set.of("Query", "Execute");

    private final String database;
    private final Map<String, String> databaseOfConnection = new HashMap<>();
    private final List<StringBuilder> statements = new ArrayList<>();
    private boolean inStatement;

    private MariaDbStatements(String database) {
        this.database = database;
    }

    static List<String> in(String log, String database) {
        MariaDbStatements statements = new MariaDbStatements(database);
        log.lines().forEach(statements::line);
        return statements.statements.stream().map(StringBuilder::toString).toList();
    }

    private void line(String line) {
        Matcher entry = ENTRY.matcher(line);
        if (entry.matches()) {
            inStatement = entry(entry.group(1), entry.group(2), entry.group(3));
        } else if (inStatement) {
            statements.get(statements.size() - 1).append('\n').append(line);
        }
    }

    private boolean entry(String connection, String command, String argument) {
        if (command.equals("Connect")) {
            connected(connection, argument);
        } else if (command.equals("Init DB")) {
            databaseOfConnection.computeIfPresent(connection, (id, before) -> argument);
        }
        if (!STATEMENTS.contains(command) || !database.equals(databaseOfConnection.get(connection))) {
            return false;
        }
        return statements.add(new StringBuilder(argument));
    }

    private void connected(String connection, String argument) {
        Matcher connect = CONNECT.matcher(argument);
        if (connect.matches() && !connect.group(1).equals(MariaDbServer.ADMIN)) {
            databaseOfConnection.put(connection, connect.group(2));
        }
    }
}
