package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.LockStatements.HeldLock;
import dev.dbsync.agent.detection.Probe;
import dev.dbsync.agent.execution.Executor;
import dev.dbsync.agent.execution.Resolution;
import dev.dbsync.agent.execution.SchemaInspector;
import dev.dbsync.agent.execution.ScriptCompiler;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.execution.StepResolver;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Planner;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Diagnosis;
import dev.dbsync.agent.state.Observation;
import dev.dbsync.agent.state.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Detect, plan, execute, for one catalogue, on a connection that the caller hands in: no other is opened, so that a
 * private in-memory database works too. Thread-safe; a connection is used by one call at a time.
 */
public final class DatabasePipeline {
    private final Catalog catalog;
    private final Dialects dialects;
    private final Function<Engine, ScriptCompiler> compilers;
    private final Clock clock;
    private final Map<Engine, ScriptCompiler> compilerOf = new ConcurrentHashMap<>();

    /**
     * A pipeline for one catalogue.
     *
     * @param compilers makes the catalogue's compiler for an engine; asked once for each
     */
    public DatabasePipeline(
            Catalog catalog, Dialects dialects, Function<Engine, ScriptCompiler> compilers, Clock clock) {
        this.catalog = catalog;
        this.dialects = dialects;
        this.compilers = compilers;
        this.clock = clock;
    }

    public Catalog catalog() {
        return catalog;
    }

    /**
     * Finds out where a database stands. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    public Detected detect(Connection connection) throws SQLException {
        Dialect dialect = dialects.of(connection);
        Optional<LockHolder> holder = dialect.lock().holder(connection);
        DatabaseState state = diagnose(new Probe(connection, dialect).observe(), dialect);
        return new Detected(
                holder.isPresent() ? state : cutOff(connection, dialect, state),
                dialect.serverVersion(connection),
                holder);
    }

    /**
     * Holds the live schema against what the catalogue says for where the database stands. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    public Verified verify(Connection connection) throws SQLException {
        Dialect dialect = dialects.of(connection);
        DatabaseState state = diagnose(new Probe(connection, dialect).observe(), dialect);
        Optional<Revision> revision = expected(state);
        List<Difference> differences = revision.isEmpty()
                ? List.of()
                : new SchemaInspector(catalog, dialect, compiler(dialect)).differences(connection, revision.get());
        return new Verified(state, revision.orElse(null), differences);
    }

    /** The schema of every legacy version after the first step is that of the initial revision. */
    private Optional<Revision> expected(DatabaseState state) {
        Position position = state.position();
        if (position.revision() != null) {
            return catalog.find(position.revision());
        }
        boolean afterFirstStep = state instanceof DatabaseState.Legacy legacy
                && catalog.legacyTrack()
                        .filter(track -> legacy.version() > track.before()
                                || track.steps().isEmpty())
                        .isPresent();
        return afterFirstStep ? Optional.of(catalog.initial()) : Optional.empty();
    }

    /**
     * Finds out what a sync would do. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    public Planned plan(Connection connection, Target target, @Nullable Revision adopted) throws SQLException {
        Dialect dialect = dialects.of(connection);
        DatabaseState state = cutOff(connection, dialect, diagnose(new Probe(connection, dialect).observe(), dialect));
        return planned(connection, dialect, state, Planner.plan(state, catalog, target, adopted));
    }

    /**
     * Brings a database to a target, under its lock. What it does is what {@link #plan} says, asked again under the lock.
     *
     * @param mode how to keep others away
     * @param owner who asks, for others to see
     * @param wait how long to wait for the lock at most
     * @throws StepFailedException if a step fails; those before it are recorded
     * @throws SQLException if the connection fails outside a step
     */
    public SyncOutcome sync(
            Connection connection,
            Target target,
            @Nullable Revision adopted,
            LockMode mode,
            LockHolder owner,
            Duration wait,
            SyncListener listener)
            throws SQLException, StepFailedException {
        Dialect dialect = dialects.of(connection);
        if (mode == LockMode.AUTO && !dialect.sessionLockReachesAll(connection)) {
            return new SyncOutcome.Unguarded();
        }
        Optional<HeldLock> lock = dialect.lock().acquire(connection, owner, wait);
        if (lock.isEmpty()) {
            return new SyncOutcome.Locked(dialect.lock().holder(connection));
        }
        try (LockResource held = new LockResource(connection, lock.get())) {
            return underLock(held.connection(), dialect, target, adopted, listener);
        }
    }

    private SyncOutcome underLock(
            Connection connection, Dialect dialect, Target target, @Nullable Revision adopted, SyncListener listener)
            throws SQLException, StepFailedException {
        Observation observation = new Probe(connection, dialect).observe();
        DatabaseState state = diagnose(observation, dialect);
        Planned planned = planned(connection, dialect, state, Planner.plan(state, catalog, target, adopted));
        listener.planned(planned);
        new Executor(catalog, dialect, clock).execute(connection, observation, planned.steps(), listener);
        return new SyncOutcome.Finished(planned);
    }

    private Planned planned(Connection connection, Dialect dialect, DatabaseState state, Plan plan)
            throws SQLException {
        if (plan.steps().isEmpty()) {
            return new Planned(state, plan, List.of());
        }
        if (state instanceof DatabaseState.Unmanaged) {
            return adoption(connection, dialect, state, (Plan.Outstanding) plan);
        }
        return resolved(connection, dialect, state, plan);
    }

    /** The plan's first step stamps the revision that the request adopts; only a schema that is equal may be stamped. */
    private Planned adoption(Connection connection, Dialect dialect, DatabaseState state, Plan.Outstanding plan)
            throws SQLException {
        Revision revision = catalog.find(plan.steps().get(0).id()).orElseThrow();
        List<Difference> differences =
                new SchemaInspector(catalog, dialect, compiler(dialect)).differences(connection, revision);
        return differences.isEmpty()
                ? resolved(connection, dialect, state, plan)
                : new Planned(state, new Plan.Refused(AdoptionProblem.of(revision, differences)), List.of());
    }

    private Planned resolved(Connection connection, Dialect dialect, DatabaseState state, Plan plan)
            throws SQLException {
        Resolution resolution = resolver(dialect).resolve(connection, plan.steps());
        return resolution instanceof Resolution.Blocked blocked
                ? new Planned(state, new Plan.Refused(blocked.problem()), List.of())
                : new Planned(state, plan, ((Resolution.Ready) resolution).steps());
    }

    private DatabaseState diagnose(Observation observation, Dialect dialect) {
        return Diagnosis.of(catalog, observation, () -> firstTables(dialect));
    }

    /**
     * Where DDL commits by itself, a version alone does not tell whether the next step was begun: its objects do. Asked
     * only where there is a next step, which is not where databases spend their lives, and not of a database that is
     * being synchronised: there, a step that was begun is no surprise.
     */
    private DatabaseState cutOff(Connection connection, Dialect dialect, DatabaseState state) throws SQLException {
        if (dialect.transactionalDdl() || !(state instanceof DatabaseState.Behind)) {
            return state;
        }
        Step next = Planner.plan(state, catalog, new Target.Relative(1), null)
                .steps()
                .get(0);
        Resolution resolution = resolver(dialect).resolve(connection, List.of(next));
        boolean begun = resolution instanceof Resolution.Ready ready
                && ready.steps().stream().anyMatch(step -> step.found() > 0);
        return begun ? new DatabaseState.Interrupted(state.position()) : state;
    }

    private Set<String> firstTables(Dialect dialect) {
        return compiler(dialect).compile(catalog.initial().file()).units().stream()
                .map(unit -> unit.change())
                .filter(SchemaChange.CreateTable.class::isInstance)
                .map(change -> ((SchemaChange.CreateTable) change).table().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private StepResolver resolver(Dialect dialect) {
        return new StepResolver(dialect, compiler(dialect));
    }

    private ScriptCompiler compiler(Dialect dialect) {
        return compilerOf.computeIfAbsent(dialect.engine(), compilers);
    }

    /** As a resource, so that a failure to let go never hides the one that came before it. */
    private record LockResource(Connection connection, HeldLock lock) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            lock.release();
        }
    }
}
