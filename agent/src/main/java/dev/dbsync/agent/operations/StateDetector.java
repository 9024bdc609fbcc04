package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.VersionControl;
import dev.dbsync.agent.control.AlembicVersion;
import dev.dbsync.agent.control.LiquibaseHistory;
import dev.dbsync.agent.control.MigrateVersion;
import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.detection.Probe;
import dev.dbsync.agent.execution.Resolution;
import dev.dbsync.agent.execution.ScriptCompiler;
import dev.dbsync.agent.execution.StepResolver;
import dev.dbsync.agent.planning.Planner;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Diagnosis;
import dev.dbsync.agent.state.Observation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds out where a database of one catalogue stands. Reads only. Thread-safe. */
final class StateDetector {
    private final Catalog catalog;
    private final Function<Dialect, ScriptCompiler> compilers;

    StateDetector(Catalog catalog, Function<Dialect, ScriptCompiler> compilers) {
        this.catalog = catalog;
        this.compilers = compilers;
    }

    /** What control tables and tables say now. */
    DatabaseState recorded(Connection connection, Dialect dialect) throws SQLException {
        return recorded(connection, new Probe(connection, dialect).observe(), dialect);
    }

    /**
     * What control tables and tables say, under the lock or not. Tables of the first step alone tell nothing yet: only what
     * fits that step was left by one that stopped, and what a later revision made of them belongs to nobody who manages it.
     */
    DatabaseState recorded(Connection connection, Observation observation, Dialect dialect) throws SQLException {
        DatabaseState state = Diagnosis.of(catalog, observation, () -> firstTables(dialect));
        if (state instanceof DatabaseState.Empty) {
            return dialect.schemaElsewhere(connection, ownTables(dialect))
                    .map(schema -> Diagnosis.elsewhere(catalog, schema))
                    .orElse(state);
        }
        return state instanceof DatabaseState.Interrupted && !fitsNextStep(connection, dialect, state)
                ? Diagnosis.of(catalog, observation, Set::of)
                : state;
    }

    private Set<String> ownTables(Dialect dialect) {
        Set<String> tables = new TreeSet<>(firstTables(dialect));
        tables.add(MigrateVersion.TABLE);
        tables.add(catalog.versionControl() == VersionControl.ALEMBIC ? AlembicVersion.TABLE : LiquibaseHistory.TABLE);
        return tables;
    }

    private boolean fitsNextStep(Connection connection, Dialect dialect, DatabaseState state) throws SQLException {
        return nextStep(connection, dialect, state) instanceof Resolution.Ready;
    }

    private Resolution nextStep(Connection connection, Dialect dialect, DatabaseState state) throws SQLException {
        Step next =
                Planner.plan(state, catalog, new Target.Head(), null).steps().get(0);
        return new StepResolver(dialect, compilers.apply(dialect)).resolve(connection, List.of(next));
    }

    /** Where the database stands, and who is at work on it. */
    Detected detect(Connection connection, Dialect dialect) throws SQLException {
        Seen seen = look(connection, dialect);
        if (seen.holder().isEmpty() && begun(connection, dialect, seen.state())) {
            seen = again(connection, dialect, seen);
        }
        return new Detected(seen.state(), dialect.serverVersion(connection), seen.holder());
    }

    /** Where the database stands, if nobody is at work on it, nor has left a lease there. */
    Optional<DatabaseState> atRest(Connection connection, Dialect dialect) throws SQLException {
        if (dialect.sessionLock().holder(connection).isPresent()) {
            return Optional.empty();
        }
        Probe probe = new Probe(connection, dialect);
        DatabaseState state = recorded(connection, probe.observe(), dialect);
        return probe.sawLease() ? Optional.empty() : Optional.of(state);
    }

    private record Seen(DatabaseState state, Optional<LockHolder> holder) {}

    private Seen look(Connection connection, Dialect dialect) throws SQLException {
        Optional<LockHolder> session = dialect.sessionLock().holder(connection);
        Probe probe = new Probe(connection, dialect);
        DatabaseState state = recorded(connection, probe.observe(), dialect);
        Optional<? extends DatabaseLock> lease =
                session.isEmpty() && probe.sawLease() ? dialect.leaseLock(connection) : Optional.empty();
        return new Seen(state, lease.isEmpty() ? session : lease.get().holder(connection));
    }

    /** A sync may have begun between the two looks, or have come and gone: only what is the same afterwards was interrupted. */
    private Seen again(Connection connection, Dialect dialect, Seen before) throws SQLException {
        Seen now = look(connection, dialect);
        return now.equals(before)
                ? new Seen(new DatabaseState.Interrupted(before.state().position()), before.holder())
                : now;
    }

    /**
     * Where DDL commits by itself, a version alone does not tell whether the next step was begun: its objects do. Asked
     * only where there is a next step, which is not where databases spend their lives, and not of a database that is
     * being synchronised: there, a step that was begun is no surprise.
     */
    private boolean begun(Connection connection, Dialect dialect, DatabaseState state) throws SQLException {
        if (dialect.transactionalDdl() || !(state instanceof DatabaseState.Behind)) {
            return false;
        }
        return nextStep(connection, dialect, state) instanceof Resolution.Ready ready
                && ready.steps().stream().anyMatch(step -> step.found() > 0);
    }

    private Set<String> firstTables(Dialect dialect) {
        return compilers.apply(dialect).compile(catalog.initial().file()).units().stream()
                .map(unit -> unit.change())
                .filter(SchemaChange.CreateTable.class::isInstance)
                .map(change -> ((SchemaChange.CreateTable) change).table().name())
                .collect(Collectors.toUnmodifiableSet());
    }
}
