package dev.dbsync.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.catalog.CatalogDraft.LegacyDraft;
import dev.dbsync.agent.catalog.CatalogDraft.RevisionDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogRulesTest {
    private static final String FILE = "/catalogs/sample/main/catalog.yaml";

    private static CatalogDraft draft(@Nullable LegacyDraft legacy, List<RevisionDraft> revisions) {
        return new CatalogDraft(
                FILE, "sample/main", VersionControl.ALEMBIC, legacy, revisions, List.of(), Map.of(), List.of());
    }

    private static RevisionDraft revision(int place, String id, @Nullable String revises) {
        return new RevisionDraft(id, revises, "What it is for", SampleCatalogs.file(place, id));
    }

    private static List<String> problems(CatalogDraft draft) {
        return catchThrowableOfType(BrokenCatalogException.class, () -> CatalogRules.check(draft)).problems().stream()
                .map(CatalogProblem::describe)
                .toList();
    }

    static Stream<Arguments> linesThatBreakARule() {
        return Stream.of(
                Arguments.of(
                        "no revision at all",
                        List.of(),
                        List.of("revisions is empty; declare at least the initial revision")),
                Arguments.of(
                        "two bases",
                        List.of(revision(1, "aaaa", null), revision(2, "bbbb", null)),
                        List.of("bbbb is a second base beside aaaa; say which revision it revises")),
                Arguments.of(
                        "two heads",
                        List.of(revision(1, "aaaa", null), revision(2, "bbbb", "aaaa"), revision(3, "cccc", "aaaa")),
                        List.of("cccc revises aaaa, as bbbb does, which makes two heads; put the one after the other")),
                Arguments.of(
                        "a gap",
                        List.of(revision(1, "aaaa", null), revision(2, "cccc", "bbbb")),
                        List.of("cccc revises bbbb, which is not there; close the gap: declare bbbb")),
                Arguments.of(
                        "a duplicate",
                        List.of(revision(1, "aaaa", null), revision(2, "bbbb", "aaaa"), revision(3, "bbbb", "bbbb")),
                        List.of("bbbb is declared twice; remove one of the two, or give it an id of its own")),
                Arguments.of(
                        "an id that looks like a legacy version",
                        List.of(revision(1, "20240101", null)),
                        List.of("20240101 looks like a legacy version; give the revision an id with a letter in it")),
                Arguments.of(
                        "an id that the control table cannot hold",
                        List.of(revision(1, "a".repeat(33), null)),
                        List.of("a".repeat(33) + " is not a revision id; use 4 to 32 letters, digits and underscores")),
                Arguments.of(
                        "a file of another name",
                        List.of(new RevisionDraft("aaaa", null, "x", "02-aaaa-purpose.yaml")),
                        List.of("aaaa has the file 02-aaaa-purpose.yaml; name the file 01-aaaa-purpose.yaml")),
                Arguments.of(
                        "a cycle",
                        List.of(revision(1, "aaaa", null), revision(2, "bbbb", "cccc"), revision(3, "cccc", "bbbb")),
                        List.of(
                                "bbbb cannot be reached from the base; break the cycle that its revises makes",
                                "cccc cannot be reached from the base; break the cycle that its revises makes")),
                Arguments.of(
                        "another order",
                        List.of(revision(1, "aaaa", null), revision(2, "cccc", "bbbb"), revision(3, "bbbb", "aaaa")),
                        List.of("revisions are not written in their order; write them oldest first")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linesThatBreakARule")
    void aBrokenLineIsNamedByFileIdAndRemedy(String broken, List<RevisionDraft> revisions, List<String> expected) {
        List<String> lines =
                expected.stream().map(problem -> FILE + ": " + problem).toList();
        assertThat(problems(draft(null, revisions))).containsAll(lines);
    }

    @Test
    void aLineWithoutABaseIsARing() {
        assertThat(problems(draft(null, List.of(revision(1, "aaaa", "bbbb"), revision(2, "bbbb", "aaaa")))))
                .hasSize(2)
                .allMatch(problem -> problem.contains("cannot be reached from the base"));
    }

    @Test
    void aFileIsNotSharedByTwoRevisions() {
        RevisionDraft other = new RevisionDraft("bbbb", "aaaa", "x", SampleCatalogs.file(1, "aaaa"));
        assertThat(problems(draft(null, List.of(revision(1, "aaaa", null), other))))
                .contains(FILE + ": bbbb shares the file 01-aaaa-purpose.yaml; give each revision a file of its own");
    }

    @Test
    void aNameIsAServiceAndADatabase() {
        CatalogDraft draft = new CatalogDraft(
                FILE,
                "Sample",
                VersionControl.ALEMBIC,
                null,
                SampleCatalogs.line("aaaa"),
                List.of(),
                Map.of(),
                List.of());
        assertThat(problems(draft))
                .containsExactly(
                        FILE + ": Sample is not a catalogue's name; write it as service/database, such as nova/main");
    }

    static Stream<Arguments> legacyTracksThatBreakARule() {
        return Stream.of(
                Arguments.of(legacy(10, null, 11, 13), "legacy 13 follows 11; close the gap: declare 12"),
                Arguments.of(
                        legacy(10, null, 11, 11),
                        "legacy 11 comes a second time, or too late; write each version once, in order"),
                Arguments.of(legacy(10, null, 12), "legacy 12 follows 10; close the gap: declare 11"),
                Arguments.of(
                        legacy(null, null, 11), "legacy has no steps; give `before` and `steps`, or say `retired`"),
                Arguments.of(legacy(10, null), "legacy has no steps; give `before` and `steps`, or say `retired`"),
                Arguments.of(
                        legacy(10, 13, 11),
                        "legacy is retired and has steps; remove either `retired` or `before` and `steps`"));
    }

    private static LegacyDraft legacy(@Nullable Integer before, @Nullable Integer retiredAt, int... versions) {
        List<LegacyStep> steps = new ArrayList<>();
        for (int version : versions) {
            steps.add(new LegacyStep(version, "x", List.of()));
        }
        return new LegacyDraft("sample", before, steps, retiredAt, null);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("legacyTracksThatBreakARule")
    void aBrokenLegacyTrackIsNamed(LegacyDraft legacy, String problem) {
        assertThat(problems(draft(legacy, SampleCatalogs.line("aaaa")))).containsExactly(FILE + ": " + problem);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        List<RevisionDraft> revisions = List.of(revision(1, "1234", null), revision(3, "bbbb", null));
        assertThat(problems(new CatalogDraft(
                        FILE,
                        "Sample",
                        VersionControl.ALEMBIC,
                        legacy(10, null, 12),
                        revisions,
                        List.of(),
                        Map.of(),
                        List.of())))
                .hasSize(5);
    }

    @Test
    void aSoundDraftBecomesACatalogue() {
        Catalog catalog =
                CatalogRules.check(draft(legacy(10, null, 11, 12), SampleCatalogs.line("aaaa", "bbbb", "cccc")));
        assertThat(catalog.revisions()).extracting(Revision::id).containsExactly("aaaa", "bbbb", "cccc");
        assertThat(catalog.initial().id()).isEqualTo("aaaa");
        assertThat(catalog.head().id()).isEqualTo("cccc");
        assertThat(catalog.position("bbbb")).isEqualTo(1);
        assertThat(catalog.legacyTrack().orElseThrow().last()).isEqualTo(12);
    }

    @Test
    void aRetiredTrackCoversItsLastVersionAlone() {
        LegacyTrack track = CatalogRules.check(draft(legacy(null, 13), SampleCatalogs.line("aaaa")))
                .legacyTrack()
                .orElseThrow();
        assertThat(track.covers(13)).isTrue();
        assertThat(track.covers(12)).isFalse();
        assertThat(track.after(13)).isEmpty();
    }

    @Test
    void aQuestionOfReadinessReadsAndNamesWhatIsThere() {
        ReadinessCheck right =
                new ReadinessCheck("old", true, "aaaa", null, "SELECT host, 1 FROM t", "{count}", "Do it.");
        ReadinessCheck writes = new ReadinessCheck("writes", false, null, null, "DELETE FROM t", "{count}", "Do it.");
        ReadinessCheck astray = new ReadinessCheck("astray", false, "ffff", 9, "SELECT 1, 1", "{count}", "Do it.");
        CatalogDraft draft = new CatalogDraft(
                FILE,
                "sample/main",
                VersionControl.ALEMBIC,
                null,
                SampleCatalogs.line("aaaa"),
                List.of(),
                Map.of(),
                List.of(right, right, writes, astray));

        assertThat(problems(draft))
                .extracting(problem -> problem.substring((FILE + ": ").length()))
                .containsExactly(
                        "readiness old is declared twice; remove one of the two, or give it an id of its own",
                        "readiness writes has a query that is no SELECT; ask for what there is to do: it must change"
                                + " nothing",
                        "readiness astray has since ffff, which is not there; name one of the revisions",
                        "readiness astray has release 9, which is not there; name a release's `version`");
    }
}
