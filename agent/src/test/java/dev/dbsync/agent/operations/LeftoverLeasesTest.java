package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.KeptConnections;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent clears at its start what dead holders left, and asks about it on a connection that cannot write. */
@ExtendWith(SharedServers.class)
class LeftoverLeasesTest {
    private static final LockHolder DEAD = new LockHolder("ctl-2", null, "op-1");

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void clearsTheLeaseOfAHolderThatDied(Engine engine) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase();
                KeptConnections kept = new KeptConnections(Runnable::run)) {
            DatabaseAddress address = new DatabaseAddress(database.jdbcUrl(), database.user(), database.password());
            ConnectionSource source = kept.over(address, new DriverConnectionSource(address, "test"));
            DatabasePipeline pipeline = Pipelines.of("nova/api");
            try (Connection dying = source.open()) {
                DatabaseLock lease =
                        pipeline.lock(dying, LockMode.LEASE, source).orElseThrow();
                assertThat(lease.acquire(dying, DEAD, Duration.ZERO)).isPresent();
            }
            database.execute("update dbsync_lease set expires = expires - interval "
                    + (engine == Engine.POSTGRESQL ? "'2 minutes'" : "2 minute"));

            new LeftoverLeases("ctl-1", Clock.systemUTC())
                    .clear(
                            List.of(new ManagedDatabase(
                                    "nova_api",
                                    pipeline,
                                    source,
                                    SyncSettings.of(LockMode.LEASE, Duration.ofMinutes(5)))),
                            new Unawaited(Runnable::run));

            assertThat(database.tableNames()).isEmpty();
        }
    }
}
