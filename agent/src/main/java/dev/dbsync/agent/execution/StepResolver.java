package dev.dbsync.agent.execution;

import dev.dbsync.agent.control.HistoryEntry;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.schema.ChangeState;
import dev.dbsync.agent.schema.Convergence;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.schema.Evolution;
import dev.dbsync.agent.schema.Footprint;
import dev.dbsync.agent.schema.Obstacle;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what is left to run of steps on a particular database. Reads only: plan and sync both resolve, so that what a
 * plan says is what a sync does.
 *
 * <p>The live schema is read once, each step's changes are compared with it, and the schema is carried forward to the next
 * step. On an engine that takes back the DDL of a transaction, no step of an agent's is found half made; somebody else may have
 * made a part of one by hand.
 */
public final class StepResolver {
    private final Dialect dialect;
    private final ScriptCompiler compiler;

    public StepResolver(Dialect dialect, ScriptCompiler compiler) {
        this.dialect = dialect;
        this.compiler = compiler;
    }

    /**
     * Resolves steps, in order.
     *
     * @throws SQLException if the live schema cannot be read
     * @throws BrokenChangelogException if a changelog cannot be turned into statements
     */
    public Resolution resolve(Connection connection, List<Step> steps) throws SQLException {
        Schema found = SchemaInspector.live(connection, dialect);
        Schema live = found;
        List<ResolvedStep> resolved = new ArrayList<>();
        for (Step step : steps) {
            List<ChangeUnit> units = units(step);
            List<SchemaChange> changes = units.stream().map(ChangeUnit::change).toList();
            List<ChangeState> standings = Convergence.of(changes, live);
            List<Difference> conflicts = conflicts(standings);
            if (!conflicts.isEmpty()) {
                return new Resolution.Blocked(blocked(step, conflicts));
            }
            List<ChangeUnit> left = new ArrayList<>();
            for (ChangeUnit unit : outstanding(units, standings)) {
                Optional<Obstacle> obstacle = unit.change().accept(dialect.obstacles(live));
                if (obstacle.isPresent()) {
                    return new Resolution.Blocked(blocked(step, unit, obstacle.get()));
                }
                left.add(unit.on(live));
                live = Evolution.after(live, unit.change());
            }
            resolved.add(resolved(connection, step, left, units.size() - left.size()));
        }
        return new Resolution.Ready(resolved, found);
    }

    /** All changes of a step, done or not. */
    public List<SchemaChange> changes(Step step) {
        return units(step).stream().map(ChangeUnit::change).toList();
    }

    private ResolvedStep resolved(Connection connection, Step step, List<ChangeUnit> left, int found)
            throws SQLException {
        return new ResolvedStep(
                step, joined(connection, left), new OutstandingQueries(connection).moot(left), found, history(step));
    }

    private List<ChangeUnit> joined(Connection connection, List<ChangeUnit> left) throws SQLException {
        Optional<TableClauses> clauses = dialect.tableClauses();
        if (clauses.isEmpty()) {
            return left;
        }
        List<ChangeUnit> joined =
                JoinedUnits.of(left, clauses.get(), dialect.tableLocks().holds(connection));
        List<ChangeUnit> careful = new ArrayList<>();
        for (ChangeUnit unit : joined) {
            careful.add(blocksNobody(connection, unit) ? unit.besideWriters(clauses.get()) : unit);
        }
        return careful;
    }

    private boolean blocksNobody(Connection connection, ChangeUnit unit) throws SQLException {
        boolean alters = false;
        for (SchemaChange change : unit.changes()) {
            for (Map.Entry<String, Footprint.Touch> touch :
                    Footprint.of(List.of(change)).entrySet()) {
                Impact.Cost cost = dialect.cost(connection, change, touch.getKey(), touch.getValue());
                if (cost.blocks() != Impact.Blocks.NOTHING) {
                    return false;
                }
                alters = true;
            }
        }
        return alters;
    }

    private List<ChangeUnit> units(Step step) {
        return step.files().stream()
                .flatMap(file -> compiler.compile(file).units().stream())
                .toList();
    }

    private List<HistoryEntry> history(Step step) {
        return step.recorded().stream()
                .flatMap(file -> compiler.compile(file).history().stream())
                .toList();
    }

    private static List<Difference> conflicts(List<ChangeState> standings) {
        return standings.stream()
                .filter(ChangeState.Conflict.class::isInstance)
                .map(standing -> ((ChangeState.Conflict) standing).difference())
                .toList();
    }

    private static List<ChangeUnit> outstanding(List<ChangeUnit> units, List<ChangeState> standings) {
        List<ChangeUnit> left = new ArrayList<>();
        for (int place = 0; place < units.size(); place++) {
            if (standings.get(place).equals(ChangeState.OUTSTANDING)) {
                left.add(units.get(place));
            }
        }
        return left;
    }

    private static Problem blocked(Step step, List<Difference> conflicts) {
        Difference first = conflicts.get(0);
        return new Problem(
                ProblemType.INCONSISTENT,
                "The schema does not fit step " + step.id() + ": " + first.object() + " is "
                        + first.kind().name().toLowerCase(Locale.ROOT) + ".",
                Difference.describe(conflicts),
                "Nothing was run. "
                        + (first.found() == null
                                ? "Put it back as it was, from a backup or as dbsync-agent verify describes it, then call"
                                        + " again."
                                : "Bring it to what is expected, or rename it so that it is kept and out of the way, then call"
                                        + " again."));
    }

    private static Problem blocked(Step step, ChangeUnit unit, Obstacle obstacle) {
        return new Problem(
                ProblemType.INCONSISTENT,
                "The schema does not fit step " + step.id() + ": " + obstacle.object() + " is in the way of "
                        + unit.change().object() + ".",
                obstacle.object() + " " + obstacle.reason() + ".",
                "Nothing was run. " + obstacle.remedy());
    }
}
