package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The client that comes with a server, over TCP on loopback. */
public sealed interface SqlClient {

    /** What it is called in tables. */
    String name();

    /** Runs a file of statements on a database; any error ends it. */
    void feed(TestDatabase database, Path script) throws IOException, InterruptedException;

    /** The statements that make a database's tables, and the row that says at which revision it is. */
    String dump(TestDatabase database) throws IOException, InterruptedException;

    /**
     * That of an engine.
     *
     * @param folder where it may keep a file
     */
    static SqlClient of(Engine engine, Path folder) {
        return switch (engine) {
            case POSTGRESQL -> new Psql();
            case MARIADB -> new MariaDb(folder);
            case H2 -> throw new IllegalArgumentException("H2 has no server, and so no client");
        };
    }

    /** All of a file is one transaction. */
    record Psql() implements SqlClient {
        @Override
        public String name() {
            return "psql -1";
        }

        @Override
        public void feed(TestDatabase database, Path script) throws IOException, InterruptedException {
            command(
                            "psql",
                            database,
                            List.of(
                                    "-X",
                                    "-q",
                                    "-1",
                                    "-v",
                                    "ON_ERROR_STOP=1",
                                    "-o",
                                    "/dev/null",
                                    "-f",
                                    script.toString()))
                    .run();
        }

        @Override
        public String dump(TestDatabase database) throws IOException, InterruptedException {
            String schema = command("pg_dump", database, List.of("--schema-only", "--no-owner", "--no-privileges"))
                    .run();
            return schema
                    + command("pg_dump", database, List.of("--data-only", "--table=alembic_version"))
                            .run();
        }

        private static Program command(String program, TestDatabase database, List<String> options) {
            List<String> command = new ArrayList<>(List.of(program));
            command.addAll(options);
            return Program.of(command)
                    .with(Map.of(
                            "PGHOST", "127.0.0.1",
                            "PGPORT", String.valueOf(database.port()),
                            "PGUSER", database.user(),
                            "PGPASSWORD", database.password(),
                            "PGDATABASE", database.name()));
        }
    }

    /**
     * Each statement by itself.
     *
     * @param folder where it keeps the password, away from the list of processes
     */
    record MariaDb(Path folder) implements SqlClient {
        @Override
        public String name() {
            return "mariadb";
        }

        @Override
        public void feed(TestDatabase database, Path script) throws IOException, InterruptedException {
            command("mariadb", database, List.of(database.name())).run(script);
        }

        @Override
        public String dump(TestDatabase database) throws IOException, InterruptedException {
            String schema = dump(database, List.of("--no-data", database.name()));
            return schema + dump(database, List.of("--no-create-info", database.name(), "alembic_version"));
        }

        /** Without what a new database needs not: tables to drop first, locks, and a table space's options. */
        private String dump(TestDatabase database, List<String> what) throws IOException, InterruptedException {
            List<String> options = new ArrayList<>(
                    List.of("--skip-comments", "--skip-add-drop-table", "--skip-add-locks", "--no-tablespaces"));
            options.addAll(what);
            return command("mariadb-dump", database, options).run();
        }

        private Program command(String program, TestDatabase database, List<String> options) throws IOException {
            List<String> command = new ArrayList<>(List.of(program, "--defaults-file=" + credentials(database)));
            command.addAll(options);
            return Program.of(command);
        }

        private Path credentials(TestDatabase database) throws IOException {
            Path file = folder.resolve("client-%d.cnf".formatted(database.port()));
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        file,
                        """
                        [client]
                        host = 127.0.0.1
                        port = %d
                        protocol = tcp
                        user = %s
                        password = %s
                        default-character-set = utf8mb4
                        """
                                .formatted(database.port(), database.user(), database.password()));
            }
            return file;
        }
    }
}
