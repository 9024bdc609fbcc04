package dev.dbsync.agent.execution;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.VersionControl;
import dev.dbsync.agent.control.AlembicVersion;
import dev.dbsync.agent.control.HistoryEntry;
import dev.dbsync.agent.control.LiquibaseHistory;
import dev.dbsync.agent.control.MigrateVersion;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records steps where a catalogue's version control keeps them. Begins from what was observed under the lock, and writes
 * each version only over the one that it follows: should another tool have moved on meanwhile, the write fails, and with it
 * the step.
 */
final class VersionLedger {
    private final Catalog catalog;
    private final Engine engine;
    private final Fence fence;
    private final AlembicVersion alembic;
    private final MigrateVersion migrate;
    private final LiquibaseHistory history;
    private boolean tableExists;
    private @Nullable String recorded;

    VersionLedger(
            Catalog catalog, Engine engine, Connection connection, Fence fence, Observation observation, Clock clock) {
        this.catalog = catalog;
        this.engine = engine;
        this.fence = fence;
        this.alembic = new AlembicVersion(connection);
        this.migrate = new MigrateVersion(connection);
        this.history = new LiquibaseHistory(connection, clock);
        List<String> revisions = observation.revisions();
        boolean byAlembic = catalog.versionControl() == VersionControl.ALEMBIC;
        this.tableExists = byAlembic ? revisions != null : observation.history() != null;
        this.recorded = revisions == null || revisions.isEmpty() ? null : revisions.get(0);
    }

    /**
     * Makes sure that the table is there. It comes before the first object of the first revision, so that a run that was
     * interrupted can be told from tables that nobody manages.
     *
     * @return whether it was made now
     */
    boolean prepare(Step step) throws SQLException {
        if (step.kind() == Step.Kind.LEGACY || tableExists) {
            return false;
        }
        if (catalog.versionControl() == VersionControl.ALEMBIC) {
            alembic.create(fence);
        } else {
            history.create(engine, fence);
        }
        return true;
    }

    void record(ResolvedStep resolved) throws SQLException {
        Step step = resolved.step();
        switch (step.kind()) {
            case LEGACY ->
                migrate.advance(catalog.legacyTrack().orElseThrow().repository(), Integer.parseInt(step.id()));
            case STAMP, REVISION -> recordRevision(resolved);
        }
    }

    /** The step is committed: later ones build on it. */
    void committed(Step step) {
        if (step.kind() != Step.Kind.LEGACY) {
            tableExists = true;
            recorded = step.id();
        }
    }

    private void recordRevision(ResolvedStep resolved) throws SQLException {
        String id = resolved.step().id();
        if (catalog.versionControl() == VersionControl.LIQUIBASE) {
            for (HistoryEntry entry : resolved.history()) {
                history.append(entry);
            }
        } else if (recorded == null) {
            alembic.insert(id);
        } else {
            alembic.update(recorded, id);
        }
    }
}
