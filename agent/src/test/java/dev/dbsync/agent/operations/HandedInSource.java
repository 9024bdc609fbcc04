package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.testing.DatabaseServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A source of one connection, which is its maker's: it is handed out again and again, and never closed. */
record HandedInSource(Connection connection) implements ConnectionSource {
    @Override
    public Connection open() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    /** On PostgreSQL another one: two that share a session are taken for a pooler's. */
    @Override
    public Connection openForQuestions() throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        return server.getURL().startsWith("jdbc:postgresql:")
                ? DriverManager.getConnection(server.getURL(), server.getUserName(), DatabaseServer.PASSWORD)
                : open();
    }

    @Override
    public String explain(SQLException failure) {
        return String.valueOf(failure.getMessage());
    }

    @Override
    public String describe() {
        return "a connection of the test's";
    }
}
