package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

final class MariaDbDatabase extends TestDatabase {

    private static final int NO_SUCH_THREAD = 1094;

    private final MariaDbServer server;
    private final int port;

    MariaDbDatabase(MariaDbServer server, String name) {
        this(server, name, server.port());
    }

    /** One that its users reach through another port than its server's own; administrators go to the server. */
    MariaDbDatabase(MariaDbServer server, String name, int port) {
        super(server, name);
        this.server = server;
        this.port = port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl() {
        return MariaDbServer.jdbcUrl(port, name());
    }

    @Override
    public String sqlAlchemyUrl() {
        return "mysql+pymysql://%s:%s@127.0.0.1:%d/%s?charset=utf8".formatted(user(), password(), port, name());
    }

    @Override
    public List<String> tableNames() throws SQLException {
        return query("select table_name from information_schema.tables"
                + " where table_schema = database() and table_type = 'BASE TABLE' order by binary table_name");
    }

    @Override
    public void terminateConnections() throws SQLException {
        List<String> ids = query(
                "select id from information_schema.processlist" + " where db = database() and id <> connection_id()");
        try (Connection connection = server.admin("mysql");
                Statement statement = connection.createStatement()) {
            for (String id : ids) {
                terminate(statement, id);
            }
        }
    }

    private static void terminate(Statement statement, String id) throws SQLException {
        try {
            statement.execute("kill " + id);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    @Override
    String connectionsQuery() {
        return """
                select concat(user, ' id ', id, ' ', command, ': ', coalesce(info, ''))
                  from information_schema.processlist
                 where db = database() and id <> connection_id()
                """;
    }

    @Override
    void createReader(Statement statement, String reader) throws SQLException {
        statement.execute("create user '%s'@'%%' identified by '%s'".formatted(reader, password()));
        statement.execute("grant select on %s.* to '%s'@'%%'".formatted(name(), reader));
    }

    @Override
    void drop(List<String> readers) throws SQLException {
        try (Connection connection = server.admin("mysql");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database " + name());
            statement.execute("revoke all on %s.* from '%s'@'%%'".formatted(name(), user()));
            for (String reader : readers) {
                statement.execute("drop user '%s'@'%%'".formatted(reader));
            }
        }
    }

    @Override
    List<String> statementsIn(String log) {
        return MariaDbStatements.in(log, name());
    }
}
