package dev.dbsync.agent.metrics;

import dev.dbsync.agent.execution.ResolvedStep;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationObserver;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Planned;
import dev.dbsync.agent.operations.SyncListener;
import dev.dbsync.agent.planning.Step;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What operations and questions did since the agent started. Names and units follow Prometheus' conventions. Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">Prometheus, metric and label naming</a>
 */
public final class OperationMetrics implements OperationObserver {
    private static final double[] LOCK_WAITS = {0.01, 0.1, 1, 5, 15, 60, 300, 1800};
    private static final double[] WORK = {0.05, 0.25, 1, 5, 15, 60, 300, 1800, 7200};

    private final Counter operations;
    private final Gauge running;
    private final Histogram operationDuration;
    private final Counter steps;
    private final Histogram stepDuration;
    private final Histogram lockWait;
    private final Counter takeOvers;
    private final Counter fenced;
    private final Counter reconnects;
    private final Counter resumed;
    private final Counter probes;

    public OperationMetrics(PrometheusRegistry registry) {
        operations = counter("dbsync_operations", "Operations that have ended.", registry, "result", "changed");
        running = Gauge.builder()
                .name("dbsync_operations_running")
                .help("Operations that have not ended.")
                .register(registry);
        operationDuration =
                histogram("dbsync_operation_duration", "From an operation's submission to its end.", WORK, registry);
        steps = counter("dbsync_steps_applied", "Steps that were run and recorded.", registry, "database", "kind");
        stepDuration = histogram("dbsync_step_duration", "How long steps took.", WORK, registry, "kind");
        lockWait = histogram("dbsync_lock_wait", "How long locks were waited for.", LOCK_WAITS, registry);
        takeOvers = counter(
                "dbsync_lease_takeovers", "Leases taken over from holders that let them lapse.", registry, "database");
        fenced = counter(
                "dbsync_fenced_writes", "Writes that were refused because the lease was lost.", registry, "database");
        reconnects = counter(
                "dbsync_reconnects", "Connections that broke during a sync and were replaced.", registry, "database");
        resumed = counter(
                "dbsync_steps_resumed", "Steps that an earlier sync had begun and left undone.", registry, "database");
        probes = counter("dbsync_probes", "Looks at where a database stands.", registry, "database", "result");
        for (OperationState state : OperationState.values()) {
            if (state.ended()) {
                operations.initLabelValues(state.wireName(), "true");
                operations.initLabelValues(state.wireName(), "false");
            }
        }
    }

    /** From nothing to one is no increase to Prometheus: what may be counted one day begins at zero. */
    private void expect(ManagedDatabase database) {
        for (Counter counter : List.of(takeOvers, fenced, reconnects, resumed)) {
            counter.initLabelValues(database.name());
        }
    }

    private static Counter counter(String name, String help, PrometheusRegistry registry, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private static Histogram histogram(
            String name, String help, double[] bounds, PrometheusRegistry registry, String... labels) {
        return Histogram.builder()
                .name(name)
                .unit(Unit.SECONDS)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    @Override
    public void submitted() {
        running.inc();
    }

    @Override
    public void ended(Operation operation) {
        running.dec();
        operations
                .labelValues(operation.state().wireName(), Boolean.toString(operation.changed()))
                .inc();
        if (operation.finishedAt() != null) {
            operationDuration.observe(seconds(Duration.between(operation.startedAt(), operation.finishedAt())));
        }
    }

    @Override
    public void probed(ManagedDatabase database, boolean answered) {
        expect(database);
        probes.labelValues(database.name(), answered ? "answered" : "failed").inc();
    }

    @Override
    public SyncListener sync(ManagedDatabase database) {
        expect(database);
        return new SyncListener() {
            @Override
            public void locked(Duration waited, boolean takenOver) {
                lockWait.observe(seconds(waited));
                if (takenOver) {
                    takeOvers.labelValues(database.name()).inc();
                }
            }

            @Override
            public void planned(Planned planned) {
                for (ResolvedStep step : planned.steps()) {
                    if (step.found() > 0) {
                        resumed.labelValues(database.name()).inc();
                    }
                }
            }

            @Override
            public void stepDone(Step step, Duration duration) {
                String kind = step.kind().name().toLowerCase(Locale.ROOT);
                steps.labelValues(database.name(), kind).inc();
                stepDuration.labelValues(kind).observe(seconds(duration));
            }

            @Override
            public void reconnected() {
                reconnects.labelValues(database.name()).inc();
            }

            @Override
            public void fenced() {
                fenced.labelValues(database.name()).inc();
            }
        };
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
