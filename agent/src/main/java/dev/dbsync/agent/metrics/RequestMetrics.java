package dev.dbsync.agent.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.List;

/** How many calls there were, and how long they took. Thread-safe. */
public final class RequestMetrics {
    private static final String BATCH = "batch";
    private static final String NONE = "none";
    private static final double[] ANSWERS = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600};

    private final Histogram duration;

    public RequestMetrics(PrometheusRegistry registry) {
        duration = Histogram.builder()
                .name("dbsync_rpc_request_duration")
                .unit(Unit.SECONDS)
                .help("From a request's last byte to its answer, by method; batch for several methods in one.")
                .labelNames("method")
                .classicOnly()
                .classicUpperBounds(ANSWERS)
                .register(registry);
    }

    /**
     * Counts a request.
     *
     * @param methods the methods that it called, of those that there are; nothing else, so that no caller can make labels
     */
    public void answered(List<String> methods, Duration time) {
        String method =
                methods.size() > 1 ? BATCH : methods.stream().findFirst().orElse(NONE);
        duration.labelValues(method).observe(time.toNanos() / 1e9);
    }
}
