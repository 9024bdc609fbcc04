package dev.dbsync.agent.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

final class PostgresDatabase extends TestDatabase {

    private final PostgresServer server;

    PostgresDatabase(PostgresServer server, String name) {
        super(server, name);
        this.server = server;
    }

    @Override
    public String jdbcUrl() {
        return server.jdbcUrl(name());
    }

    @Override
    public String sqlAlchemyUrl() {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(user(), password(), server.port(), name());
    }

    @Override
    public List<String> tableNames() throws SQLException {
        return query("select relname from pg_class where relkind in ('r', 'p')"
                + " and relnamespace = current_schema()::regnamespace order by relname collate \"C\"");
    }

    @Override
    public void terminateConnections() throws SQLException {
        query("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    @Override
    String connectionsQuery() {
        return """
                select format('%s pid %s application %s %s: %s', usename, pid, application_name, state, query)
                  from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
                """;
    }

    @Override
    void createReader(Statement statement, String reader) throws SQLException {
        String owner = user();
        statement.execute("create role %s login password '%s'".formatted(reader, password()));
        statement.execute("grant connect on database %s to %s".formatted(name(), reader));
        statement.execute("grant usage on schema public to " + reader);
        statement.execute("grant select on all tables in schema public to " + reader);
        statement.execute("alter default privileges for role %s in schema public grant select on tables to %s"
                .formatted(owner, reader));
    }

    @Override
    void drop(List<String> readers) throws SQLException {
        server.drop(name());
        try (Connection connection = server.admin("postgres");
                Statement statement = connection.createStatement()) {
            for (String reader : readers) {
                statement.execute("drop role " + reader);
            }
        }
    }

    @Override
    List<String> statementsIn(String log) {
        return PostgresStatements.in(log, name());
    }
}
