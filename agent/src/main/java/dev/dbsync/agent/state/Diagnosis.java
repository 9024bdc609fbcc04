package dev.dbsync.agent.state;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.LegacyTrack;
import dev.dbsync.agent.catalog.VersionControl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the state of a database from what was observed. Pure.
 *
 * <p>The order matters: a recorded revision outweighs a legacy version, as it does for the service's own tool, and both
 * outweigh what tables there are.
 */
public final class Diagnosis {
    private final Catalog catalog;
    private final Observation seen;
    private final Supplier<Set<String>> firstTables;

    private Diagnosis(Catalog catalog, Observation seen, Supplier<Set<String>> firstTables) {
        this.catalog = catalog;
        this.seen = seen;
        this.firstTables = firstTables;
    }

    /**
     * Makes a diagnosis.
     *
     * @param catalog the catalogue that the database should follow
     * @param seen what was observed
     * @param firstTables the tables that the initial revision creates; asked for only where a step from nothing may have
     *     been interrupted
     */
    public static DatabaseState of(Catalog catalog, Observation seen, Supplier<Set<String>> firstTables) {
        return new Diagnosis(catalog, seen, firstTables).state();
    }

    /** The state of a database that is empty, but for tables in another schema that its connections see. */
    public static DatabaseState elsewhere(Catalog catalog, String schema) {
        return new DatabaseState.Inconsistent(Position.NOWHERE, Problems.elsewhere(catalog, schema));
    }

    private DatabaseState state() {
        RecordedRevision recorded = catalog.versionControl() == VersionControl.ALEMBIC
                ? RecordedRevision.fromAlembic(seen.revisions(), catalog)
                : RecordedRevision.fromHistory(seen.history(), catalog);
        LegacyVersion legacy = LegacyVersion.of(seen.legacyRows(), catalog.legacy());
        Position position = new Position(legacy.version(), recorded.revision());
        Optional<Problem> contradiction = recorded.contradiction().or(legacy::contradiction);
        if (contradiction.isPresent()) {
            return new DatabaseState.Inconsistent(position, contradiction.get());
        }
        if (recorded.revision() != null) {
            return recorded(position, recorded.revision());
        }
        return legacy.version() != null ? legacy(position, legacy.version()) : unrecorded();
    }

    private DatabaseState recorded(Position position, String revision) {
        if (catalog.find(revision).isEmpty()) {
            return new DatabaseState.Ahead(position, Problems.ahead(catalog, revision));
        }
        LegacyTrack track = catalog.legacy();
        Integer version = position.legacyVersion();
        if (track != null && version != null && version != track.last()) {
            return new DatabaseState.Inconsistent(position, Problems.stampedTooEarly(track, version, revision));
        }
        return catalog.position(revision) < catalog.position(catalog.head().id())
                ? new DatabaseState.Behind(position, revision)
                : new DatabaseState.Current(position, revision);
    }

    private DatabaseState legacy(Position position, int version) {
        LegacyTrack track = catalog.legacyTrack().orElseThrow();
        if (!track.covers(version)) {
            return new DatabaseState.Inconsistent(position, Problems.outOfRange(track, version));
        }
        boolean beforeFirstStep = version == track.before() && version < track.last();
        if (!beforeFirstStep || seen.tables().isEmpty()) {
            return new DatabaseState.Legacy(version);
        }
        return cutOffFromNothing()
                ? new DatabaseState.Interrupted(position)
                : new DatabaseState.Inconsistent(position, Problems.outOfRange(track, version));
    }

    private DatabaseState unrecorded() {
        if (seen.tables().isEmpty()) {
            return new DatabaseState.Empty();
        }
        return controlTable() != null && cutOffFromNothing()
                ? new DatabaseState.Interrupted(Position.NOWHERE)
                : new DatabaseState.Unmanaged(Problems.unmanaged(catalog, new TreeSet<>(seen.tables())));
    }

    private @Nullable List<?> controlTable() {
        return catalog.versionControl() == VersionControl.ALEMBIC ? seen.revisions() : seen.history();
    }

    /** Where DDL commits by itself, tables of the first step alone are what a step that was interrupted leaves. */
    private boolean cutOffFromNothing() {
        return !seen.transactionalDdl() && firstTables.get().containsAll(seen.tables());
    }
}
