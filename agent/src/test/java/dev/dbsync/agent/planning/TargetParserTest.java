package dev.dbsync.agent.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.SampleCatalogs;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetParserTest {
    private static final Catalog CATALOG = SampleCatalogs.alembic("16f1fbcab42b", "8822aacc0011", "8822bb", "abcd");

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("head", new Target.Head()),
                Arguments.of("16f1fbcab42b", new Target.Named("16f1fbcab42b")),
                Arguments.of(" 16f1fbcab42b\n", new Target.Named("16f1fbcab42b")),
                Arguments.of("16f1", new Target.Named("16f1fbcab42b")),
                Arguments.of("8822a", new Target.Named("8822aacc0011")),
                Arguments.of("8822bb", new Target.Named("8822bb")),
                Arguments.of("abcd", new Target.Named("abcd")),
                Arguments.of("+1", new Target.Relative(1)),
                Arguments.of("+007", new Target.Relative(7)),
                Arguments.of("+999999", new Target.Relative(999_999)));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTargetIsUnderstood(String text, Target target) {
        assertThat(TargetParser.parse(text, CATALOG)).isEqualTo(target);
    }

    @ParameterizedTest
    @NullSource
    void noTargetIsHead(String text) {
        assertThat(TargetParser.parse(text, CATALOG)).isEqualTo(new Target.Head());
    }

    /** Digits of other scripts too, for Nova's own tool takes them for a legacy version as well. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "402", " 422 ", "8822", "000402", "٤٠٢", "４０２", "1234567890123456789012345"})
    void allDigitsIsALegacyVersionEvenWhereARevisionBeginsSo(String text) {
        Problem problem = refusal(text);
        assertThat(problem.type()).isEqualTo(ProblemType.LEGACY_VERSION_REQUESTED);
        assertThat(problem.detail()).contains("'" + text.strip() + "' is all digits");
        assertThat(problem.remedy()).contains("must be written longer");
    }

    static Stream<Arguments> unknownTargets() {
        return Stream.of(
                Arguments.of("", "The revision is empty."),
                Arguments.of("  \t ", "The revision is empty."),
                Arguments.of("16f", "The revision '16f' is too short to be sure of."),
                Arguments.of("a", "The revision 'a' is too short to be sure of."),
                Arguments.of("zzzz", "Catalogue sample/main has no revision 'zzzz'."),
                Arguments.of("heads", "Catalogue sample/main has no revision 'heads'."),
                Arguments.of("base", "Catalogue sample/main has no revision 'base'."),
                Arguments.of("HEAD", "Catalogue sample/main has no revision 'HEAD'."),
                Arguments.of("16F1", "Catalogue sample/main has no revision '16F1'."),
                Arguments.of("+0", "Catalogue sample/main has no revision '+0'."),
                Arguments.of("-1", "Catalogue sample/main has no revision '-1'."),
                Arguments.of("+1234567", "Catalogue sample/main has no revision '+1234567'."),
                Arguments.of("+٣", "Catalogue sample/main has no revision '+٣'."),
                Arguments.of("16f1fbcab42b0", "Catalogue sample/main has no revision '16f1fbcab42b0'."));
    }

    @ParameterizedTest
    @MethodSource("unknownTargets")
    void anUnknownTargetIsRefusedWithWhatWouldBeKnown(String text, String message) {
        Problem problem = refusal(text);
        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_REVISION);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy()).contains("head, +N").contains("16f1fbcab42b, 8822aacc0011, 8822bb, abcd");
    }

    @Test
    void aPrefixOfTwoIsAmbiguousAndBothAreNamed() {
        Catalog catalog = SampleCatalogs.alembic("abcd0001", "abcd0002");
        Problem problem = refusal("abcd", catalog);
        assertThat(problem.type()).isEqualTo(ProblemType.UNKNOWN_REVISION);
        assertThat(problem.message()).isEqualTo("The revision 'abcd' is ambiguous.");
        assertThat(problem.detail()).isEqualTo("It fits abcd0001, abcd0002.");
    }

    @Test
    void aWholeIdIsNotAmbiguousWhereAnotherBeginsWithIt() {
        assertThat(TargetParser.parse("abcd", SampleCatalogs.alembic("abcd", "abcd0002")))
                .isEqualTo(new Target.Named("abcd"));
    }

    @Test
    void whatACallerSentStaysShortAndOnOneLine() {
        Problem problem = refusal("x\n\u0007" + "y".repeat(500));
        assertThat(problem.message()).hasSizeLessThan(150).doesNotContain("\n", "\u0007");
    }

    private static Problem refusal(String text) {
        return refusal(text, CATALOG);
    }

    private static Problem refusal(String text, Catalog catalog) {
        return catchThrowableOfType(RefusedRequestException.class, () -> TargetParser.parse(text, catalog))
                .problem();
    }
}
