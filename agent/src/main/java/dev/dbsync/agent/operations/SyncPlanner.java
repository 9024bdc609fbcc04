package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.VersionControl;
import dev.dbsync.agent.control.AlembicVersion;
import dev.dbsync.agent.control.LiquibaseHistory;
import dev.dbsync.agent.control.MigrateVersion;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Needs;
import dev.dbsync.agent.execution.Resolution;
import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.execution.SchemaInspector;
import dev.dbsync.agent.execution.ScriptCompiler;
import dev.dbsync.agent.execution.StepResolver;
import dev.dbsync.agent.planning.Goal;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.schema.Footprint;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.state.DatabaseState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Says what a sync has to do about a state, and what would keep it from that: a server that takes no writes, a schema that is not
 * the adopted one, an object in the way, a privilege that is missing. Reads only. Thread-safe.
 */
final class SyncPlanner {
    private final Catalog catalog;
    private final Function<Dialect, ScriptCompiler> compilers;

    SyncPlanner(Catalog catalog, Function<Dialect, ScriptCompiler> compilers) {
        this.catalog = catalog;
        this.compilers = compilers;
    }

    /**
     * What a sync would do. Writes nothing.
     *
     * @throws SQLException if a query fails
     */
    Planned planned(Connection connection, Dialect dialect, DatabaseState state, Goal goal) throws SQLException {
        Plan plan = goal.plan(state, catalog);
        if (plan.steps().isEmpty()) {
            return new Planned(state, plan);
        }
        if (dialect.readOnly(connection)) {
            return new Planned(state, new Plan.Refused(Failures.readOnly()));
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
                new SchemaInspector(catalog, dialect, compilers.apply(dialect)).differences(connection, revision);
        return differences.isEmpty()
                ? resolved(connection, dialect, state, plan)
                : new Planned(state, new Plan.Refused(AdoptionProblem.of(revision, differences)));
    }

    private Planned resolved(Connection connection, Dialect dialect, DatabaseState state, Plan plan)
            throws SQLException {
        StepResolver resolver = new StepResolver(dialect, compilers.apply(dialect));
        Resolution resolution = resolver.resolve(connection, plan.steps());
        if (resolution instanceof Resolution.Blocked blocked) {
            return new Planned(state, new Plan.Refused(blocked.problem()));
        }
        Resolution.Ready ready = (Resolution.Ready) resolution;
        List<ResolvedStep> steps = ready.steps();
        List<SchemaChange> changes =
                steps.stream().flatMap(step -> step.changes().stream()).toList();
        boolean creates = state.position().revision() == null
                || changes.stream().anyMatch(SchemaChange.CreateTable.class::isInstance);
        Optional<String> missing = dialect.privilegeMissing(
                connection, new Needs(Footprint.of(changes), creates, statements(state, steps)));
        return missing.isPresent()
                ? new Planned(state, new Plan.Refused(Failures.privilegeMissing(missing.get())))
                : new Planned(
                        state,
                        plan,
                        steps,
                        List.of(),
                        drift(dialect, state, ready, resolver),
                        catalog.name() + " on " + dialect.engine());
    }

    /**
     * Where tables that the steps change are not what the catalogue says. What a step that was begun makes of its own was looked
     * at one by one.
     */
    private List<Difference> drift(
            Dialect dialect, DatabaseState state, Resolution.Ready ready, StepResolver resolver) {
        SchemaInspector inspector = new SchemaInspector(catalog, dialect, compilers.apply(dialect));
        Optional<Revision> revision = inspector.revision(state);
        List<ResolvedStep> steps = ready.steps();
        Set<String> tables = new TreeSet<>(Footprint.of(
                        steps.stream().flatMap(step -> step.changes().stream()).toList())
                .keySet());
        if (steps.get(0).found() > 0) {
            tables.removeAll(Footprint.of(resolver.changes(steps.get(0).step())).keySet());
        }
        return revision.isEmpty() || tables.isEmpty()
                ? List.of()
                : inspector.differences(ready.live(), revision.get(), tables);
    }

    /** In the order in which they are sent; those that record versions in their plainest form. */
    private List<String> statements(DatabaseState state, List<ResolvedStep> steps) {
        boolean alembic = catalog.versionControl() == VersionControl.ALEMBIC;
        boolean recorded = state.position().revision() != null;
        List<String> statements = new ArrayList<>();
        for (ResolvedStep step : steps) {
            statements.addAll(step.statements());
            if (step.step().kind() == Step.Kind.LEGACY) {
                statements.add("update " + MigrateVersion.TABLE);
            } else {
                statements.add(
                        alembic && recorded
                                ? "update " + AlembicVersion.TABLE
                                : "insert into " + (alembic ? AlembicVersion.TABLE : LiquibaseHistory.TABLE));
                recorded = true;
            }
        }
        return statements;
    }
}
