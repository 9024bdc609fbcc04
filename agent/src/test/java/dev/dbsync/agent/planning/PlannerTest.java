package dev.dbsync.agent.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.SampleCatalogs;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.DatabaseState.Ahead;
import dev.dbsync.agent.state.DatabaseState.Behind;
import dev.dbsync.agent.state.DatabaseState.Current;
import dev.dbsync.agent.state.DatabaseState.Empty;
import dev.dbsync.agent.state.DatabaseState.Inconsistent;
import dev.dbsync.agent.state.DatabaseState.Interrupted;
import dev.dbsync.agent.state.DatabaseState.Legacy;
import dev.dbsync.agent.state.DatabaseState.Unmanaged;
import dev.dbsync.agent.state.DatabaseState.Unreachable;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {
    private static final Catalog CATALOG = SampleCatalogs.alembic("aaaa", "bbbb", "cccc", "dddd");
    private static final Problem PROBLEM = new Problem(ProblemType.INCONSISTENT, "x", "y", "z");

    private static Plan plan(DatabaseState state, String target) {
        return Planner.plan(state, CATALOG, TargetParser.parse(target, CATALOG), null);
    }

    /** A plan in one line: {@code legacy 12, stamp aaaa, revision bbbb}. */
    private static String line(Plan plan) {
        if (plan instanceof Plan.Refused refused) {
            return "refused: " + refused.problem().message();
        }
        return plan instanceof Plan.NothingToDo nothing ? "nothing: " + nothing.message() : steps(plan);
    }

    private static String steps(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.kind().wireName() + " " + step.id())
                .collect(Collectors.joining(", "));
    }

    private static DatabaseState at(@Nullable String revision) {
        return revision == null ? new Empty() : recorded(revision);
    }

    private static DatabaseState recorded(String revision) {
        Position position = new Position(13, revision);
        return revision.equals("dddd") ? new Current(position, revision) : new Behind(position, revision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "     | head   | revision aaaa, revision bbbb, revision cccc, revision dddd",
                "     | aaaa   | revision aaaa",
                "     | cccc   | revision aaaa, revision bbbb, revision cccc",
                "     | +1     | revision aaaa",
                "     | +4     | revision aaaa, revision bbbb, revision cccc, revision dddd",
                "     | +5     | refused: The target lies beyond head.",
                "aaaa | head   | revision bbbb, revision cccc, revision dddd",
                "aaaa | aaaa   | nothing: The database is at aaaa already.",
                "aaaa | +1     | revision bbbb",
                "aaaa | +3     | revision bbbb, revision cccc, revision dddd",
                "aaaa | +4     | refused: The target lies beyond head.",
                "cccc | aaaa   | nothing: The database is at cccc, past aaaa; it is never taken back.",
                "cccc | dddd   | revision dddd",
                "dddd | head   | nothing: The database is at dddd already.",
                "dddd | bbbb   | nothing: The database is at dddd, past bbbb; it is never taken back.",
                "dddd | +1     | refused: The target lies beyond head.",
                "dddd | +999999| refused: The target lies beyond head.",
            })
    void aRecordedRevisionIsBroughtForwardAndNeverBack(@Nullable String revision, String target, String plan) {
        assertThat(line(plan(at(revision), target))).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 | head | legacy 11, legacy 12, legacy 13, stamp aaaa, revision bbbb, revision cccc, revision dddd",
                "12 | head | legacy 13, stamp aaaa, revision bbbb, revision cccc, revision dddd",
                "13 | head | stamp aaaa, revision bbbb, revision cccc, revision dddd",
                "13 | aaaa | stamp aaaa",
                "11 | aaaa | legacy 12, legacy 13, stamp aaaa",
                "11 | bbbb | legacy 12, legacy 13, stamp aaaa, revision bbbb",
                "13 | +1   | stamp aaaa, revision bbbb",
                "13 | +4   | refused: The target lies beyond head.",
            })
    void aLegacyDatabaseIsStampedAfterItsLegacySteps(int version, String target, String plan) {
        assertThat(line(plan(new Legacy(version), target))).isEqualTo(plan);
    }

    static Stream<String> everyTarget() {
        return Stream.of("head", "aaaa", "bbbb", "cccc", "dddd", "+1", "+2", "+3", "+4");
    }

    @ParameterizedTest
    @MethodSource("everyTarget")
    void aNewDatabaseNeverSeesALegacyStep(String target) {
        assertThat(plan(new Empty(), target).steps())
                .isNotEmpty()
                .extracting(Step::kind)
                .containsOnly(Step.Kind.REVISION);
    }

    @ParameterizedTest
    @MethodSource("everyTarget")
    void anInterruptedDatabaseGoesOnFromWhereItsStepBegan(String target) {
        assertThat(plan(new Interrupted(Position.NOWHERE), target)).isEqualTo(plan(new Empty(), target));
        for (int version = 10; version <= 13; version++) {
            assertThat(plan(new Interrupted(new Position(version, null)), target))
                    .isEqualTo(plan(new Legacy(version), target));
        }
        for (Revision revision : CATALOG.revisions()) {
            assertThat(plan(new Interrupted(new Position(13, revision.id())), target))
                    .isEqualTo(plan(at(revision.id()), target));
        }
    }

    static Stream<DatabaseState> statesThatForbidASync() {
        return Stream.of(
                new Unmanaged(PROBLEM),
                new Ahead(new Position(null, "ffff"), PROBLEM),
                new Inconsistent(Position.NOWHERE, PROBLEM),
                new Unreachable(PROBLEM));
    }

    @ParameterizedTest
    @MethodSource("statesThatForbidASync")
    void aStateThatForbidsASyncIsRefusedWithItsOwnProblem(DatabaseState state) {
        assertThat(everyTarget().map(target -> plan(state, target))).containsOnly(new Plan.Refused(PROBLEM));
    }

    @Test
    void anAdoptionStampsAndGoesOn() {
        assertThat(adoption(new Unmanaged(PROBLEM), "cccc", "head")).isEqualTo("stamp cccc, revision dddd");
        assertThat(adoption(new Unmanaged(PROBLEM), "cccc", "cccc")).isEqualTo("stamp cccc");
        assertThat(adoption(new Unmanaged(PROBLEM), "cccc", "aaaa")).isEqualTo("stamp cccc");
        assertThat(adoption(new Unmanaged(PROBLEM), "bbbb", "+1")).isEqualTo("stamp bbbb, revision cccc");
    }

    @Test
    void onlyAnUnmanagedDatabaseIsAdopted() {
        assertThat(adoption(new Empty(), "cccc", "aaaa")).isEqualTo("revision aaaa");
        assertThat(adoption(at("bbbb"), "cccc", "bbbb")).isEqualTo("nothing: The database is at bbbb already.");
        assertThat(adoption(new Legacy(13), "cccc", "aaaa")).isEqualTo("stamp aaaa");
        assertThat(adoption(new Inconsistent(Position.NOWHERE, PROBLEM), "cccc", "head"))
                .isEqualTo("refused: x");
    }

    private static String adoption(DatabaseState state, String adopted, String target) {
        Revision revision = CATALOG.find(adopted).orElseThrow();
        return line(Planner.plan(state, CATALOG, TargetParser.parse(target, CATALOG), revision));
    }

    @Test
    void aDatabaseAtTheEndOfARetiredTrackIsStamped() {
        Catalog catalog = SampleCatalogs.retired("release 7", "aaaa", "bbbb");
        assertThat(line(Planner.plan(new Legacy(13), catalog, new Target.Head(), null)))
                .isEqualTo("stamp aaaa, revision bbbb");
    }

    @Test
    void aStepSaysWhatItRunsAndAStampRunsNothing() {
        List<Step> steps = plan(new Legacy(10), "bbbb").steps();
        assertThat(steps)
                .extracting(Step::files)
                .containsExactly(List.of("legacy.yaml"), List.of(), List.of(), List.of(), List.of("bbbb.yaml"));
        assertThat(steps.get(3).description()).isEqualTo("Recorded as applied: What aaaa is for");
    }

    @Test
    void aPlanSaysWhereItLeads() {
        assertThat(plan(at("aaaa"), "cccc"))
                .isInstanceOfSatisfying(
                        Plan.Outstanding.class, plan -> assertThat(plan.to()).isEqualTo("cccc"));
        assertThat(plan(at("cccc"), "aaaa"))
                .isInstanceOfSatisfying(
                        Plan.NothingToDo.class, plan -> assertThat(plan.to()).isEqualTo("cccc"));
    }

    @Test
    void aTargetBeyondHeadIsToldHowFarHeadIs() {
        Problem problem = ((Plan.Refused) plan(at("cccc"), "+2")).problem();
        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_REVISION);
        assertThat(problem.detail()).isEqualTo("From here 1 revision leads to dddd.");
    }
}
