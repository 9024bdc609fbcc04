package dev.dbsync.agent.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Opens connections to one database. Thread-safe. */
public interface ConnectionSource {

    /**
     * Opens a connection with autocommit on; the caller closes it.
     *
     * @throws SQLException if the database cannot be reached, or refuses
     */
    Connection open() throws SQLException;

    /**
     * Opens a connection on which nothing can be written, where the engine has such. Where opening one would itself create
     * the database, an empty one that nobody else sees takes its place.
     *
     * @throws SQLException if the database cannot be reached, or refuses
     */
    Connection openForQuestions() throws SQLException;

    /** The engine, as far as it can be told without a connection. */
    default Optional<Engine> engine() {
        return Optional.empty();
    }

    /** What a failure says, with nothing in it that a client must not see. */
    String explain(SQLException failure);

    /** Which database this is, for messages: host, port and name, no credentials. */
    String describe();
}
