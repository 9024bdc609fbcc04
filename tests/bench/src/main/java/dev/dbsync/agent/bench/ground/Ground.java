package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Where a run takes place: a server of each product as it is shipped, the agent, and a folder. All of it goes when this is closed. Not thread-safe. */
public final class Ground implements AutoCloseable {
    /** The products that are measured. */
    public static final List<Engine> ENGINES = List.of(Engine.POSTGRESQL, Engine.MARIADB);

    private final TemporaryFolder folder = TemporaryFolder.create("bench");
    private final Thread sweeper = new Thread(this::sweep, "remove the folder of the bench");
    private final DatabaseServer postgres;
    private final DatabaseServer mariaDb;

    private final List<NovaDatabases> databasesOfAgents = new ArrayList<>();

    /** On these servers, which are closed with it. */
    public Ground(DatabaseServer postgres, DatabaseServer mariaDb) {
        this.postgres = postgres;
        this.mariaDb = mariaDb;
        Runtime.getRuntime().addShutdownHook(sweeper);
    }

    /** Where this JVM is ended early, its agents are ended meanwhile and may still write. */
    private void sweep() {
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "sleep 2; rm -rf \"$0\"",
                            folder.path().toString())
                    .start();
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot remove " + folder.path(), exception);
        }
    }

    /** On new servers with the settings that they are shipped with: they keep what they wrote, and log no statement. */
    public static Ground asShipped() throws SQLException {
        return new Ground(PostgresServer.startAsShipped(), MariaDbServer.startAsShipped());
    }

    /** A new pair of databases that an agent is to look after. */
    public NovaDatabases newDatabasesOfAgent(Engine engine) throws SQLException {
        return ofAgent(NovaDatabases.on(server(engine)));
    }

    /** A pair of databases that an agent is to look after, of whatever server. */
    public NovaDatabases ofAgent(NovaDatabases databases) {
        databasesOfAgents.add(databases);
        return databases;
    }

    /** All pairs that agents looked after. */
    public List<NovaDatabases> databasesOfAgents() {
        return List.copyOf(databasesOfAgents);
    }

    public DatabaseServer server(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> postgres;
            case MARIADB -> mariaDb;
            case H2 -> throw new IllegalArgumentException("H2 has no server");
        };
    }

    /** How a product is called in tables. */
    public static String name(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> "PostgreSQL";
            case MARIADB -> "MariaDB";
            case H2 -> "H2";
        };
    }

    /** A new folder. */
    public Path newFolder(String purpose) throws IOException {
        return Files.createTempDirectory(folder.path(), purpose + "-");
    }

    public Path folder() {
        return folder.path();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(sweeper);
        try (folder;
                postgres) {
            mariaDb.close();
        }
    }
}
