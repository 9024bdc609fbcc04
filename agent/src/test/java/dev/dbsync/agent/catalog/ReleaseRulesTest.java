package dev.dbsync.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReleaseRulesTest {
    private static Release release(@Nullable String series, String name, int version, @Nullable String head) {
        return new Release(series, name, version, head, null, false, null, false);
    }

    private static CatalogDraft draft(Release... releases) {
        return new CatalogDraft(
                "catalog.yaml",
                "sample/main",
                VersionControl.ALEMBIC,
                null,
                SampleCatalogs.line("aaaa", "bbbb"),
                List.of(releases),
                Map.of(),
                List.of());
    }

    static Stream<Arguments> releasesThatBreakARule() {
        Release birch = release(null, "Birch", 1, "aaaa");
        Release cedar = release("2025.1", "Cedar", 2, "bbbb");
        return Stream.of(
                Arguments.of("unknown head", draft(birch, release(null, "Cedar", 2, "cccc")), "which is not there"),
                Arguments.of(
                        "heads go back",
                        draft(release(null, "A", 1, "bbbb"), release(null, "B", 2, "aaaa")),
                        "stops before A"),
                Arguments.of(
                        "versions go back", draft(cedar, release(null, "B", 2, "bbbb")), "comes after 2025.1 (Cedar)"),
                Arguments.of(
                        "a name twice", draft(birch, release(null, "bIRCH", 2, "bbbb")), "is a name that is taken"),
                Arguments.of(
                        "a series twice", draft(cedar, release("2025.1", "D", 3, "bbbb")), "is a name that is taken"),
                Arguments.of(
                        "a revision's name", draft(birch, release(null, "bbbb", 2, "bbbb")), "is a name that is taken"),
                Arguments.of(
                        "the word head", draft(birch, release(null, "Head", 2, "bbbb")), "is a name that is taken"),
                Arguments.of("a series of digits", draft(birch, release("2025", "C", 2, "bbbb")), "not two numbers"),
                Arguments.of("no end", draft(birch, release(null, "C", 2, null)), "ends nowhere"),
                Arguments.of("a revision left over", draft(birch), "bbbb is held by no release"),
                Arguments.of(
                        "an unreleased one that is not the newest",
                        draft(new Release(null, "A", 1, "aaaa", null, false, null, true), cedar),
                        "is unreleased, yet another follows"),
                Arguments.of(
                        "a legacy end that is not there",
                        draft(new Release(null, "A", 1, "bbbb", 99, false, null, false)),
                        "ends at legacy 99"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releasesThatBreakARule")
    void isRefused(String what, CatalogDraft draft, String problem) {
        BrokenCatalogException refused =
                catchThrowableOfType(BrokenCatalogException.class, () -> CatalogRules.check(draft));
        assertThat(refused.problems()).extracting(CatalogProblem::describe).anyMatch(line -> line.contains(problem));
    }

    @Test
    void theNewestMayBeUnreleased() {
        Catalog catalog = CatalogRules.check(
                draft(release(null, "A", 1, "aaaa"), new Release("2027.1", "B", 2, "bbbb", null, true, null, true)));
        assertThat(catalog.describeReleases()).isEqualTo("A, 2027.1 (B), unreleased");
    }
}
