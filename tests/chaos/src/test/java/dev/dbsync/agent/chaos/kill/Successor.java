package dev.dbsync.agent.chaos.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.SyncOutcome;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;

/**
 * The next sync of a catalogue's databases. It runs in this process, so that changelogs are compiled once for all.
 *
 * @param catalogue the history to follow, up to its head
 */
record Successor(NovaCatalogue catalogue) {

    /** Brings the database to the head. */
    void sync(TestDatabase database) throws SQLException, StepFailedException {
        assertThat(Pipelines.sync(pipeline(), database, null)).isInstanceOf(SyncOutcome.Finished.class);
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
