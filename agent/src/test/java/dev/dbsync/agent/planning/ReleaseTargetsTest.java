package dev.dbsync.agent.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.catalog.SampleCatalogs;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTargetsTest {
    private static final Release LEGACY = new Release(null, "Old", 1, null, 12, false, null, false);
    private static final Release FIRST = new Release(null, "Birch", 2, "aaaa", 13, false, null, false);
    private static final Release SECOND = new Release("2025.1", "Cedar", 3, "cedar_bb", null, true, null, false);
    private static final Release THIRD = new Release("2025.2", "Douglas", 4, "dddd", null, false, null, false);

    private static Catalog serving(Catalog catalog, Release release) {
        return new Catalog(
                catalog.name(),
                catalog.versionControl(),
                catalog.legacy(),
                catalog.revisions(),
                List.of(LEGACY, FIRST, SECOND, THIRD),
                Map.of(),
                List.of(),
                release);
    }

    private static final Catalog CATALOG = serving(SampleCatalogs.alembic("aaaa", "cedar_bb", "cccc", "dddd"), SECOND);

    private static Problem refusal(String text) {
        return catchThrowableOfType(RefusedRequestException.class, () -> TargetParser.parse(text, CATALOG))
                .problem();
    }

    @ParameterizedTest
    @CsvSource({"2025.1, cedar_bb", "Cedar, cedar_bb", "CEDAR, cedar_bb", "birch, aaaa", "' birch ', aaaa"})
    void aReleaseIsItsHeadBySeriesOrNameInAnyCase(String text, String head) {
        assertThat(TargetParser.parse(text, CATALOG)).isEqualTo(new Target.Named(head));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025.2", "douglas", "cccc", "dddd"})
    void whatLiesBeyondTheReleaseIsRefusedWithWhatToChange(String text) {
        assertThat(refusal(text).type()).isEqualTo(ProblemType.BEYOND_RELEASE);
        assertThat(refusal(text).remedy()).contains("release = 2025.2", "reload");
    }

    @Test
    void aReleaseWithoutRevisionsSaysSo() {
        assertThat(refusal("old").type()).isEqualTo(ProblemType.UNKNOWN_REVISION);
        assertThat(refusal("old").detail()).contains("legacy version 12");
    }

    @Test
    void anUnknownReleaseIsToldTheReleases() {
        assertThat(refusal("2027.1").remedy()).contains("Birch, 2025.1 (Cedar), 2025.2 (Douglas)");
    }

    @Test
    void digitsStayALegacyVersion() {
        assertThat(refusal("2025").type()).isEqualTo(ProblemType.LEGACY_VERSION_REQUESTED);
    }

    @Test
    void aReleaseComesBeforeAPrefix() {
        assertThat(TargetParser.parse(
                        "birch", serving(SampleCatalogs.alembic("aaaa", "cedar_bb", "birch_x", "dddd"), THIRD)))
                .isEqualTo(new Target.Named("aaaa"));
    }

    @Test
    void headIsTheReleases() {
        assertThat(steps(new DatabaseState.Empty(), CATALOG)).containsExactly("aaaa", "cedar_bb");
    }

    @Test
    void stepsBeyondTheReleaseAreRefused() {
        assertThat(plan(new DatabaseState.Empty(), CATALOG, "+3"))
                .isInstanceOfSatisfying(
                        Plan.Refused.class,
                        refused -> assertThat(refused.problem().type()).isEqualTo(ProblemType.BEYOND_RELEASE));
    }

    @Test
    void aDatabaseBeyondTheReleaseIsLeftThere() {
        assertThat(plan(new DatabaseState.Current(new Position(null, "dddd"), "dddd"), CATALOG, "head"))
                .isEqualTo(new Plan.NothingToDo(
                        "dddd", "The database is at dddd, beyond release 2025.1 (Cedar); it is never taken back."));
    }

    /** The tool of the first release had legacy steps, the catalogue has none: a database at the end of them is taken on. */
    @Test
    void retiredStepsAreNotMissedAtAReleaseWhoseToolHadThem() {
        Catalog retired = serving(SampleCatalogs.retired(null, "aaaa", "cedar_bb", "cccc", "dddd"), FIRST);
        assertThat(steps(new DatabaseState.Legacy(13), retired)).containsExactly("aaaa");
    }

    /** The tool of the second release had none, the catalogue still has them. */
    @Test
    void keptStepsServeAReleaseWhoseToolHadNone() {
        assertThat(steps(new DatabaseState.Legacy(12), CATALOG)).containsExactly("13", "aaaa", "cedar_bb");
    }

    private static Plan plan(DatabaseState state, Catalog catalog, String target) {
        return Planner.plan(state, catalog, TargetParser.parse(target, catalog), null);
    }

    private static List<String> steps(DatabaseState state, Catalog catalog) {
        return plan(state, catalog, "head").steps().stream().map(Step::id).toList();
    }
}
