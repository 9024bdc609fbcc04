package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The source of a database that cannot be connected to, because it cannot be told where it is.
 *
 * @param place what was looked for, for messages
 * @param problem what is wrong, without a secret
 * @param remedy what to do about it
 */
public record NoConnectionSource(String place, String problem, String remedy) implements ConnectionSource {

    @Override
    public Connection open() throws SQLException {
        throw new UnusableAddressException(problem, remedy);
    }

    @Override
    public Connection openForQuestions() throws SQLException {
        return open();
    }

    @Override
    public String explain(SQLException failure) {
        return problem;
    }

    @Override
    public String describe() {
        return place;
    }
}
