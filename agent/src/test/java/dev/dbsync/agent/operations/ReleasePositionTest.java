package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.DatabaseState.Behind;
import dev.dbsync.agent.state.DatabaseState.Current;
import dev.dbsync.agent.state.Position;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandingTest {
    private static final Catalog EPOXY = Pipelines.of("nova/main", "epoxy").catalog();

    private static DatabaseState behind(String revision) {
        return new Behind(new Position(null, revision), revision);
    }

    private static DatabaseState current(String revision) {
        return new Current(new Position(null, revision), revision);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of(
                        behind("13863f4e1612"), "[2024.1, 2024.2]", "at 2024.1 (Caracal), 2 steps to 2025.1 (Epoxy)"),
                Arguments.of(behind("d60bddf7a903"), "[]", "at d60bddf7a903, 1 step to 2025.1 (Epoxy)"),
                Arguments.of(current("2903cd72dc14"), "[2025.1, 2025.2, 2026.1]", "at 2025.1 (Epoxy)"),
                Arguments.of(
                        current("ab450ba04102"),
                        "[2026.2]",
                        "at 2026.2 (Hibiscus), beyond 2025.1 (Epoxy): an upgrade was turned back half-way, or the"
                                + " configured release is wrong"),
                Arguments.of(
                        new DatabaseState.Legacy(412),
                        "[victoria]",
                        "legacy 412 (Victoria), 19 steps to 2025.1 (Epoxy)"),
                Arguments.of(new DatabaseState.Legacy(410), "[]", "legacy 410, 21 steps to 2025.1 (Epoxy)"),
                Arguments.of(new DatabaseState.Empty(), "[]", "empty, 9 steps to 2025.1 (Epoxy)"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void isToldInReleases(DatabaseState state, String found, String words) {
        DatabaseStatus status = DatabaseStatus.of("nova_main", EPOXY, null, state, null, null);
        assertThat(status.found()).hasToString(found);
        assertThat(status.standing()).isEqualTo(words);
        assertThat(status.beyondRelease()).isEqualTo(words.contains("beyond"));
    }
}
