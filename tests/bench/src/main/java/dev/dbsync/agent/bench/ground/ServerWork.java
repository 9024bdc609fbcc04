package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.database.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server had to do for somebody, by its own count: PostgreSQL's transactions in two databases, MariaDB's questions in all.
 * Not thread-safe.
 */
public final class ServerWork implements AutoCloseable {
    /** PostgreSQL's sessions tell what they did once a second, or when they end. */
    private static final long UNTIL_TOLD_MILLISECONDS = 1500;

    /** MariaDB counts who asks it, too. */
    private static final int OWN_QUESTIONS = 1;

    private final Connection connection;
    private final String question;
    private final boolean tellsLate;

    public ServerWork(NovaDatabases databases) throws SQLException {
        Engine engine = databases.api().engine();
        question = question(engine, databases);
        tellsLate = engine == Engine.POSTGRESQL;
        connection = databases.api().server().admin(engine == Engine.MARIADB ? "mysql" : "postgres");
    }

    private static String question(Engine engine, NovaDatabases databases) {
        return switch (engine) {
            case POSTGRESQL ->
                "select sum(xact_commit + xact_rollback) from pg_stat_database where datname in ('%s', '%s')"
                        .formatted(databases.api().name(), databases.main().name());
            case MARIADB ->
                "select variable_value from information_schema.global_status where variable_name = 'QUESTIONS'";
            case H2 -> throw new IllegalArgumentException("H2 has no server");
        };
    }

    /** How its work is called. */
    public static String unit(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> "transactions in `pg_stat_database`";
            case MARIADB -> "`Questions` of its global status";
            case H2 -> throw new IllegalArgumentException("H2 has no server");
        };
    }

    /** How much it did for others while something went on. */
    public double during(Trial.Work work) throws Exception {
        double before = count();
        work.run();
        return count() - before - (tellsLate ? 0 : OWN_QUESTIONS);
    }

    private double count() throws SQLException, InterruptedException {
        if (tellsLate) {
            Thread.sleep(UNTIL_TOLD_MILLISECONDS);
        }
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getDouble(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
