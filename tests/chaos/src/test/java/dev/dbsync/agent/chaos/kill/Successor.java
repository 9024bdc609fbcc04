package dev.dbsync.agent.chaos.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.SyncRequest;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The next sync of a catalogue's databases. It runs in this process, so that changelogs are compiled once for all.
 *
 * @param catalogue the history to follow, up to its head
 */
record Successor(NovaCatalogue catalogue) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Brings the database to the head. */
    void sync(TestDatabase database) {
        sync(source(database));
    }

    /** Brings the database to the head, over connections of this source. */
    void sync(ConnectionSource source) {
        ManagedDatabase managed = new ManagedDatabase(
                "successor", pipeline(), source, SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        ExecutorService workers = Executors.newCachedThreadPool();
        try {
            Operation operation = new Operations(workers, "successor", Clock.systemUTC(), 1)
                    .run(new SyncRequest(List.of(managed), null, null, PATIENCE));
            assertThat(operation.error()).isNull();
            assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
        } finally {
            workers.shutdown();
        }
    }

    static ConnectionSource source(TestDatabase database) {
        return new DriverConnectionSource(
                new DatabaseAddress(database.jdbcUrl(), database.user(), database.password()), "successor");
    }

    /** Fails unless the database holds the reference's schema, and beside it nothing but this. */
    void assertReference(TestDatabase database, Remains expected) throws SQLException {
        assertReference(database);
        assertThat(Remains.of(database).facts()).isEqualTo(expected.facts());
    }

    /** Fails unless the database holds the reference's schema. */
    void assertReference(TestDatabase database) throws SQLException {
        Engine engine = database.engine();
        String head = pipeline().catalog().head().id();
        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue, engine, head));
        assertThat(database.query("select version_num from alembic_version")).containsExactly(head);
    }

    private DatabasePipeline pipeline() {
        return Pipelines.of(catalogue.label());
    }
}
