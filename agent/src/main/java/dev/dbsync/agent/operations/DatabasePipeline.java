package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseLock;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Dialects;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.detection.Probe;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.Executor;
import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.execution.SchemaInspector;
import dev.dbsync.agent.execution.ScriptCompiler;
import dev.dbsync.agent.execution.SentCommit;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.execution.StepImpacts;
import dev.dbsync.agent.execution.TableQueue;
import dev.dbsync.agent.planning.Goal;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.readiness.Readiness;
import dev.dbsync.agent.readiness.ReadinessFinding;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Observation;
import dev.dbsync.agent.state.Position;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Detect, plan, execute, for one catalogue, on a connection that the caller hands in: no other is opened, so that a
 * private in-memory database works too. Thread-safe; a connection is used by one call at a time. Whoever reads how the parts
 * work together finds all of it here, so this is long.
 */
public final class DatabasePipeline {
    private final Catalog catalog;
    private final Dialects dialects;
    private final Function<Engine, ScriptCompiler> compilers;
    private final Clock clock;
    private final StateDetector detector;
    private final SyncPlanner planner;
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
        this.detector = new StateDetector(catalog, this::compiler);
        this.planner = new SyncPlanner(catalog, this::compiler);
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
        return detector.detect(connection, dialects.of(connection));
    }

    /**
     * Compares the live schema with what the catalogue says for where the database is. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    public Verified verify(Connection connection) throws SQLException {
        Dialect dialect = dialects.of(connection);
        DatabaseState state = detector.recorded(connection, dialect);
        SchemaInspector inspector = new SchemaInspector(catalog, dialect, compiler(dialect));
        Optional<Revision> revision = inspector.revision(state);
        List<Difference> differences =
                revision.isEmpty() ? List.of() : inspector.differences(connection, revision.get());
        return new Verified(state, revision.orElse(null), differences);
    }

    /**
     * Finds out what a sync would do. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    public Planned plan(Connection connection, Goal goal) throws SQLException {
        Dialect dialect = dialects.of(connection);
        return planner.planned(
                connection, dialect, detector.detect(connection, dialect).state(), goal);
    }

    /**
     * What the steps of a plan cost those who use their tables; of the steps, and then of those that are held. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    List<List<Impact>> impacts(Connection connection, Planned planned) throws SQLException {
        List<ResolvedStep> all = new ArrayList<>(planned.steps());
        all.addAll(planned.held());
        return new StepImpacts(connection, dialects.of(connection)).of(all);
    }

    /**
     * What there is to do around the upgrade that a plan is part of. Reads whole tables, writes nothing. No service uses a trial
     * database, so there is nothing to do around its upgrade.
     *
     * @throws SQLException if the connection fails
     */
    List<ReadinessFinding> readiness(Connection connection, Planned planned) throws SQLException {
        return dialects.of(connection).engine() == Engine.H2
                ? List.of()
                : new Readiness(catalog)
                        .of(
                                connection,
                                planned.state().position(),
                                !planned.plan().steps().isEmpty());
    }

    /**
     * What a sync would find, if that is nothing to do and nobody at work, or a server that takes no writes. It needs no lock
     * then: what another does later is as good as after it. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    Optional<Planned> nothingToDo(Connection connection, Goal goal) throws SQLException {
        Dialect dialect = dialects.of(connection);
        Optional<Planned> planned =
                detector.atRest(connection, dialect).map(state -> new Planned(state, goal.plan(state, catalog)));
        return planned.filter(found -> !found.plan().steps().isEmpty()).isPresent() && dialect.readOnly(connection)
                ? planned.map(found -> new Planned(found.state(), new Plan.Refused(Failures.readOnly())))
                : planned.filter(found -> found.plan() instanceof Plan.NothingToDo);
    }

    /**
     * Compiles the catalogue's changelogs for an engine, so that whoever is going to need them need not wait. What is wrong with
     * one of them is found out by those.
     */
    void prepare(Engine engine) {
        ScriptCompiler compiler = compilerOf.computeIfAbsent(engine, compilers);
        try {
            catalog.revisions().forEach(revision -> compiler.compile(revision.file()));
        } catch (BrokenChangelogException foundOutLater) {
            // A step that needs it says so.
        }
    }

    /**
     * The dialect of a connection.
     *
     * @throws SQLException if the connection fails, or its server is none that the agent knows
     */
    Dialect dialect(Connection connection) throws SQLException {
        return dialects.of(connection);
    }

    /**
     * The lock that keeps other syncs away; empty where there is none that would.
     *
     * @param mode what the operator wants
     * @param source opens others like the connection
     * @throws SQLException if a query fails
     */
    Optional<? extends DatabaseLock> lock(Connection connection, LockMode mode, ConnectionSource source)
            throws SQLException {
        Dialect dialect = dialects.of(connection);
        boolean held = mode != LockMode.LEASE && dialect.keepsSession(connection, source);
        if (mode == LockMode.SESSION) {
            return Optional.of(dialect.sessionLock()).filter(lock -> held);
        }
        return held && dialect.sessionLockReachesAll(connection)
                ? Optional.of(dialect.sessionLock())
                : dialect.leaseLock(connection);
    }

    /**
     * What control tables and tables say, to one who holds the lock. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    Sighting look(Connection connection) throws SQLException {
        Dialect dialect = dialects.of(connection);
        Observation observation = new Probe(connection, dialect).observe();
        return new Sighting(observation, detector.recorded(connection, observation, dialect));
    }

    /**
     * What has to be done about what was seen under the lock. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    Planned plan(Connection connection, Sighting seen, Goal goal) throws SQLException {
        return planner.planned(connection, dialects.of(connection), seen.state(), goal);
    }

    /**
     * Does what was planned, under the same lock.
     *
     * @param fence of that lock
     * @param queue how the sync stands in queues for tables
     * @return whether all was done; not so where the listener wanted no further step
     * @throws StepFailedException if a step fails; those before it are recorded
     * @throws SQLException if the connection fails outside a step
     */
    boolean execute(
            Connection connection, Fence fence, Sighting seen, Planned planned, TableQueue queue, SyncListener listener)
            throws SQLException, StepFailedException {
        return new Executor(catalog, dialects.of(connection), clock)
                .execute(connection, fence, seen.observation(), planned.steps(), queue, listener);
    }

    /**
     * Whether a commit whose answer was lost took place. Asked under the lock, once the session that sent it is gone.
     *
     * @throws SQLException if a query fails
     */
    boolean tookPlace(Connection connection, SentCommit commit) throws SQLException {
        Dialect dialect = dialects.of(connection);
        if (commit.transaction().isPresent()
                && !dialect.committed(connection, commit.transaction().getAsLong())) {
            return false;
        }
        // After a crash the transaction's number may be another's, so the version has a say as well.
        Position position = detector.recorded(connection, dialect).position();
        return switch (commit.step().kind()) {
            case LEGACY -> position.revision() != null || hasPassed(position, commit.step());
            case STAMP, REVISION ->
                position.revision() != null
                        && catalog.find(position.revision()).isPresent()
                        && catalog.position(position.revision())
                                >= catalog.position(commit.step().id());
        };
    }

    private static boolean hasPassed(Position position, Step legacyStep) {
        Integer version = position.legacyVersion();
        return version != null && version >= Integer.parseInt(legacyStep.id());
    }

    private ScriptCompiler compiler(Dialect dialect) {
        return compilerOf.computeIfAbsent(dialect.engine(), compilers);
    }
}
