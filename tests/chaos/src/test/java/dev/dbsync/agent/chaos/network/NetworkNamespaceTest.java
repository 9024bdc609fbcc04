package dev.dbsync.agent.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.NetworkNamespace;
import dev.dbsync.agent.testing.PostgresServer;
import dev.dbsync.agent.testing.SpawnedAgent;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent as on another machine, and the cable between it and its database. */
class NetworkNamespaceTest {
    private static final String CATALOGUE = "nova/api";

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void namespacesCanBeMade() {
        assumeTrue(NetworkNamespace.available(), NetworkNamespace.MISSING);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aPulledCableIsNoticedByNeitherSide(Engine engine) throws Exception {
        try (NetworkNamespace namespace = NetworkNamespace.create();
                DatabaseServer server = serverOn(engine, namespace.hostAddress());
                TestDatabase database = server.createDatabase()) {
            SpawnedAgent agent = new SpawnedAgent(folder, Map.of(CATALOGUE, fromWithin(namespace, database)));
            assertThat(agent.run(2, namespace.command(), "status")).contains("empty");

            namespace.unplug();
            Process cutOff = agent.start(folder.resolve("cut-off.txt"), namespace.command(), "status");
            assertThat(cutOff.waitFor(4, TimeUnit.SECONDS))
                    .as("it is told nothing, and waits")
                    .isFalse();
            cutOff.destroyForcibly().waitFor();

            namespace.plugIn();
            assertThat(agent.run(0, namespace.command(), "sync")).contains("changed");
        }
    }

    private static DatabaseServer serverOn(Engine engine, String address) throws SQLException {
        return switch (engine) {
            case POSTGRESQL -> PostgresServer.startOn(address);
            case MARIADB -> MariaDbServer.startOn(address);
            case H2 -> throw new IllegalArgumentException("H2 has no server");
        };
    }

    private static Credentials fromWithin(NetworkNamespace namespace, TestDatabase database) {
        String url = database.jdbcUrl().replace("127.0.0.1", namespace.hostAddress());
        return new Credentials(url, database.user(), database.password());
    }
}
