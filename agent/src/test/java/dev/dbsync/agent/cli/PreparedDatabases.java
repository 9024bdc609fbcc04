package dev.dbsync.agent.cli;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What has to be there before something that the manual shows is tried: databases on real servers, and a configuration. */
final class PreparedDatabases implements AutoCloseable {
    final Path folder;
    final CommandFixture fixture;
    private final Map<String, TestDatabase> databases = new HashMap<>();
    private final Deque<Opened> opened = new ArrayDeque<>();
    private String release = "newest";

    /** How it comes to be there. */
    @FunctionalInterface
    interface Preparation {
        void with(PreparedDatabases here) throws Exception;
    }

    /** What is closed at the end. */
    @FunctionalInterface
    private interface Opened {
        void close() throws SQLException;
    }

    /** Begins with embedded databases. */
    PreparedDatabases(Path folder) {
        this.folder = folder;
        this.fixture = new CommandFixture(folder);
    }

    /** Databases with these names, and a configuration with them alone. */
    PreparedDatabases on(Engine engine, String... names) throws SQLException {
        for (String name : names) {
            TestDatabase database = SharedServers.of(engine).createDatabase();
            opened.push(database::close);
            databases.put(name, database);
        }
        return at(release);
    }

    /** The same databases, for another release. */
    PreparedDatabases at(String wanted) {
        release = wanted;
        String sections = databases.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> section(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        fixture.write(fixture.agent() + sections);
        return this;
    }

    private String section(String name, TestDatabase database) {
        return "[database:%s]\ncatalog = %s\nrelease = %s\nurl = %s\n"
                .formatted(name, name.equals("nova_api") ? "nova/api" : "nova/main", release, database.sqlAlchemyUrl());
    }

    String section(String name) {
        return section(name, database(name));
    }

    PreparedDatabases type(String command) {
        printed(command);
        return this;
    }

    /** All that a command prints. */
    String printed(String typed) {
        List<String> words = Arrays.stream(
                        typed.replaceFirst(" --config \\S+", "").split(" "))
                .collect(Collectors.toCollection(ArrayList::new));
        words.addAll(List.of("--config", fixture.configuration().toString()));
        Outcome outcome = CommandFixture.runPlain(words.toArray(String[]::new));
        return outcome.err().replace(fixture.configuration().toString(), "bad.conf") + outcome.out();
    }

    PreparedDatabases execute(String name, String... statements) throws SQLException {
        database(name).execute(statements);
        return this;
    }

    /** Another host's operation holds the lock of a database on PostgreSQL, until the end of the test. */
    void lockedByAnother(String name) throws SQLException {
        Connection other = database(name).open();
        opened.push(other::close);
        LockHolder holder = new LockHolder("ctl-2", Instant.parse("2026-11-22T18:03:38Z"), "5764ffc3");
        new PostgresDialect().sessionLock().acquire(other, holder, Duration.ofSeconds(5));
    }

    String url(String name) {
        return database(name).sqlAlchemyUrl();
    }

    private TestDatabase database(String name) {
        return Objects.requireNonNull(databases.get(name));
    }

    @Override
    public void close() throws SQLException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
