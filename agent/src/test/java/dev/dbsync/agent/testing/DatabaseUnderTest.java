package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One database that belongs to one test, on any engine. Closing it drops it, and fails the test when a connection to it
 * was left open.
 */
public interface DatabaseUnderTest extends AutoCloseable {

    /** First words of statements that change nothing: questions, transactions and session settings; no compound statements. */
    Pattern HARMLESS = Pattern.compile(
            "(?is)\\s*(select|show|values|explain|set|reset|begin(?!\\s+not\\b)|start|commit|rollback|savepoint|lock|unlock|release|use|call|do)\\b.*");

    Engine engine();

    String name();

    String jdbcUrl();

    /** One that the agent connects by, which takes no URL with a log of statements. */
    default String plainJdbcUrl() {
        return jdbcUrl();
    }

    String user();

    String password();

    /** A user who may read everything and write nothing, in tables that come later too. */
    Credentials readOnlyUser() throws SQLException;

    /** Forgets the statements that were logged so far. */
    void mark();

    /**
     * The statements that reached the database since {@link #mark()}, in order, whoever sent them but these fixtures.
     * A driver's own statements and transaction control are among them.
     */
    List<String> statementsLogged();

    /** The schema as the sorted lines of {@code tests/reference/canonical-*.sql}. */
    List<String> canonicalSchema() throws SQLException;

    /** All tables, control tables too, sorted by name. */
    List<String> tableNames() throws SQLException;

    @Override
    void close() throws SQLException;

    default Connection open() throws SQLException {
        return credentials().open();
    }

    default Credentials credentials() {
        return new Credentials(jdbcUrl(), user(), password());
    }

    /** Those of {@link #statementsLogged()} that are not mere questions, transaction control or session settings. */
    default List<String> changesLogged() {
        return statementsLogged().stream()
                .filter(statement -> !HARMLESS.matcher(statement).matches())
                .toList();
    }

    /** Runs the statements one by one, as the database's own user. */
    default void execute(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
