package dev.dbsync.agent.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** PgBouncer before a PostgreSQL server, for all of its databases. */
public final class PgBouncer implements AutoCloseable {
    private final ServerProcess process;
    private final int port = DatabaseServer.freePort();

    /** Starts one. Settings are lines of its configuration, such as {@code pool_mode = transaction}. */
    public PgBouncer(PostgresServer server, String... settings) throws IOException {
        Path folder = TemporaryFolder.create("pgbouncer").path();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                folder.resolve("users"), "\"%s\" \"%s\"%n".formatted(DatabaseServer.USER, DatabaseServer.PASSWORD));
        Files.writeString(
                folder.resolve("pgbouncer.ini"),
                """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = plain
                auth_file = users
                %s
                """
                        .formatted(server.port(), port, String.join("\n", settings)));
        process = ServerProcess.start(
                folder, "INT", PostgresServer.asServerUser(List.of("/usr/sbin/pgbouncer", "-q", "pgbouncer.ini")));
    }

    /** A database of the server, by way of it. */
    public String jdbcUrl(TestDatabase database) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name();
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (Connection connection = DriverManager.getConnection(url, database.user(), database.password())) {
                return connection.isValid(5);
            }
        });
        return url;
    }

    @Override
    public void close() {
        process.close();
    }
}
