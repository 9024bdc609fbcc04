package dev.dbsync.agent.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
        assertThat(new Samples(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(new Samples(List.of(9.0, 1.0, 5.0, 7.0)).median()).isEqualTo(6);
    }

    @Test
    void oneOfAHundredExceedsTheNinetyNinthPercentile() {
        List<Double> hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(value -> (double) (101 - value))
                .toList();

        Samples samples = new Samples(hundred);

        assertThat(samples.quantile(0.99)).isEqualTo(99);
        assertThat(samples.quantile(1)).isEqualTo(samples.highest()).isEqualTo(100);
        assertThat(samples.lowest()).isEqualTo(1);
    }

    @Test
    void thereAreNoSamplesWithoutAValue() {
        assertThatThrownBy(() -> new Samples(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("measure at least one round");
    }
}
