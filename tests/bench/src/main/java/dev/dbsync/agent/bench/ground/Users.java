package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.bench.measure.Samples;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Sessions that use a main database as a cloud does: each reads, or writes, one row of {@code instances} or {@code migrations} after
 * the other, fifty times a second at most. Closing them ends them. Thread-safe.
 */
public final class Users implements AutoCloseable {
    private static final int READERS = 16;
    private static final int WRITERS = 4;
    private static final long PAUSE_MILLIS = 20;
    private static final List<String> READS = List.of(
            "select id, vm_state from instances where uuid = ?", "select id, status from migrations where uuid = ?");
    private static final List<String> WRITES = List.of(
            "update instances set progress = 1 where uuid = ?", "update migrations set status = 'done' where uuid = ?");

    private final TestDatabase database;
    private final int rows;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Double> reads = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> writes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean ended;

    private Users(TestDatabase database, int rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Sessions at work on a database that {@link #fill} filled. */
    public static Users of(TestDatabase database, int rows) {
        Users users = new Users(database, rows);
        for (int number = 0; number < READERS + WRITERS; number++) {
            boolean reads = number < READERS;
            Random random = new Random(number);
            Thread thread = new Thread(
                    () -> users.work(reads ? READS : WRITES, reads ? users.reads : users.writes, random), "user");
            users.threads.add(thread);
            thread.start();
        }
        return users;
    }

    /** Puts so many rows into both tables. */
    public static void fill(TestDatabase database, int rows) throws SQLException {
        String numbers = numbers(database).formatted(rows);
        database.execute("insert into instances (uuid, host, node, deleted, vm_state, availability_zone)"
                + " select lpad(concat(n), 36, '0'), concat('cmp', n % 100), concat('cmp', n % 100), 0, 'active', 'nova' from "
                + numbers);
        database.execute("insert into migrations (uuid, source_compute, dest_compute, status, deleted, migration_type)"
                + " select lpad(concat(n), 36, '0'), concat('cmp', n % 100), concat('cmp', n % 99), 'done', 0, 'migration'"
                + " from " + numbers);
    }

    private static String numbers(TestDatabase database) throws SQLException {
        return switch (database.engine()) {
            case POSTGRESQL -> "generate_series(1, %d) as t(n)";
            case MARIADB ->
                database.server().version().startsWith("MySQL")
                        ? "json_table(concat('[1', repeat(',1', %d - 1), ']'), '$[*]' columns (n for ordinality)) as t"
                        : "(select seq as n from seq_1_to_%d) as t";
            case H2 -> throw new IllegalArgumentException("H2 has no users");
        };
    }

    private void work(List<String> statements, List<Double> taken, Random random) {
        try (Connection connection = database.open();
                PreparedStatement first = connection.prepareStatement(statements.get(0));
                PreparedStatement second = connection.prepareStatement(statements.get(1))) {
            while (!ended) {
                PreparedStatement statement = random.nextBoolean() ? first : second;
                statement.setString(1, "%036d".formatted(1 + random.nextInt(rows)));
                long began = System.nanoTime();
                send(statement);
                taken.add((System.nanoTime() - began) / 1e9);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (SQLException gone) {
            errors.add(String.valueOf(gone.getMessage()));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(PreparedStatement statement) {
        try {
            statement.execute();
        } catch (SQLException failure) {
            errors.add(String.valueOf(failure.getMessage()));
        }
    }

    /** How long each read took, in seconds. Once they are closed. */
    public Samples reads() {
        return new Samples(reads);
    }

    /** How long each write took, in seconds. Once they are closed. */
    public Samples writes() {
        return new Samples(writes);
    }

    /** What servers answered to those that failed. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        ended = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException early) {
            Thread.currentThread().interrupt();
        }
    }
}
