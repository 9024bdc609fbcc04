package dev.dbsync.agent.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Figure HALF_A_SECOND = Figure.seconds(new Samples(List.of(0.4, 0.5, 0.75)));

    @Test
    void showsTheMedianTheSpreadAndThePeer() {
        Row row = Row.against("sync", HALF_A_SECOND, peer(0.4), Target.atMostTimes(1.25));

        assertThat(row.cells())
                .containsExactly("sync", "500 ms (400 ms to 750 ms)", "raw: 400 ms", "1.25 ×", "≤ 1.25 ×", "yes");
    }

    @Test
    void showsATargetThatIsMissed() {
        Row row = Row.against("sync", HALF_A_SECOND, peer(0.39), Target.atMostTimes(1.25));

        assertThat(row.met()).contains(false);
        assertThat(row.cells()).contains("**no**");
    }

    @Test
    void allowsSomethingOnTopOfThePeers() {
        assertThat(met(peer(0.31), Target.atMostTimes(1.5, 0.05))).isTrue();
        assertThat(met(peer(0.29), Target.atMostTimes(1.5, 0.05))).isFalse();
    }

    @Test
    void tellsHowManyTimesFasterItIs() {
        assertThat(met(peer(3), Target.timesFaster(6))).isTrue();
        assertThat(met(peer(2.9), Target.timesFaster(6))).isFalse();
        assertThat(Row.against("sync", HALF_A_SECOND, peer(3), Target.timesFaster(6))
                        .cells())
                .contains("6.00 × faster");
    }

    @Test
    void aLimitNeedsNoPeerAndIsToBeStayedBelow() {
        assertThat(Row.of("status", HALF_A_SECOND, Target.below(0.6, Unit.SECONDS))
                        .met())
                .contains(true);
        assertThat(Row.of("status", HALF_A_SECOND, Target.below(0.5, Unit.SECONDS))
                        .met())
                .contains(false);
    }

    @Test
    void nothingIsMetWhereNothingIsAskedFor() {
        assertThat(Row.of("status", HALF_A_SECOND, Target.none()).met()).isEmpty();
    }

    @Test
    void aRelativeTargetWithoutAPeerIsAMistake() {
        Row row = Row.of("sync", HALF_A_SECOND, Target.atMostTimes(2));

        assertThatThrownBy(row::met).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallShowsWhatNinetyNineOfAHundredStayedBelow() {
        assertThat(Figure.calls(new Samples(List.of(0.001, 0.002, 0.003))).text())
                .isEqualTo("2.00 ms (p99 3.00 ms)");
    }

    private static boolean met(Peer peer, Target target) {
        return Row.against("sync", HALF_A_SECOND, peer, target).met().orElseThrow();
    }

    private static Peer peer(double seconds) {
        return new Peer("raw", Figure.seconds(Samples.of(seconds)));
    }
}
