package dev.dbsync.agent.chaos.driver;

import dev.dbsync.agent.database.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

/**
 * Connections of another source, and something that happens before a certain statement is sent on one of them. Thread-safe.
 *
 * @param source where they come from
 * @param statement tells the statement; is asked about each
 * @param action what happens then, once
 */
public record TrappedSource(ConnectionSource source, Predicate<String> statement, Runnable action)
        implements ConnectionSource, StatementListener {

    public TrappedSource {
        Predicate<String> awaited = statement;
        boolean[] sprung = {false};
        statement = text -> {
            boolean springs = awaited.test(text) && !sprung[0];
            sprung[0] |= springs;
            return springs;
        };
    }

    @Override
    public synchronized void before(String text) {
        if (statement.test(text)) {
            action.run();
        }
    }

    @Override
    public Connection open() throws SQLException {
        return Wrapped.connection(source.open(), this);
    }

    @Override
    public Connection openForQuestions() throws SQLException {
        return source.openForQuestions();
    }

    @Override
    public String explain(SQLException failure) {
        return source.explain(failure);
    }

    @Override
    public String describe() {
        return source.describe();
    }
}
