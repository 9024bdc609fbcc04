package dev.dbsync.agent.metrics;

import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.state.DatabaseStateName;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Where databases stand, asked when somebody wants to know. Thread-safe. */
final class DatabaseCollector implements MultiCollector {
    private final Supplier<List<DatabaseStatus>> statuses;

    DatabaseCollector(Supplier<List<DatabaseStatus>> statuses) {
        this.statuses = statuses;
    }

    @Override
    public MetricSnapshots collect() {
        List<DatabaseStatus> databases = statuses.get();
        return new MetricSnapshots(
                revisions(databases),
                gauge("dbsync_database_up", "Whether the database answers.", databases, DatabaseCollector::up),
                gauge(
                        "dbsync_database_up_to_date",
                        "Whether the database is at the head of its release, or beyond.",
                        databases,
                        status -> status.upToDate() ? 1 : 0),
                gauge(
                        "dbsync_database_beyond_release",
                        "Whether the database is beyond the release that is configured for it.",
                        databases,
                        status -> status.beyondRelease() ? 1 : 0),
                gauge(
                        "dbsync_database_pending_steps",
                        "Steps that a sync to head would run.",
                        databases,
                        status -> Objects.requireNonNullElse(status.pending(), 0)),
                gauge(
                        "dbsync_database_locked",
                        "Whether a sync holds the database's lock, of whichever agent.",
                        databases,
                        status -> status.lock() == null ? 0 : 1),
                GaugeSnapshot.builder()
                        .name("dbsync_status_timestamp_seconds")
                        .help("When the databases were asked where they stand, in Unix time.")
                        .dataPoint(GaugeDataPointSnapshot.builder()
                                .value(System.currentTimeMillis() / 1e3)
                                .build())
                        .build());
    }

    private static double up(DatabaseStatus status) {
        return status.state() == DatabaseStateName.UNREACHABLE ? 0 : 1;
    }

    private static InfoSnapshot revisions(List<DatabaseStatus> databases) {
        InfoSnapshot.Builder info =
                InfoSnapshot.builder().name("dbsync_database").help("State and revision of each database.");
        for (DatabaseStatus status : databases) {
            info.dataPoint(InfoDataPointSnapshot.builder()
                    .labels(Labels.of(
                            "database", status.name(),
                            "catalog", status.catalog(),
                            "state", status.state().wireName(),
                            "revision", Objects.requireNonNullElse(status.revision(), ""),
                            "head", status.head()))
                    .build());
        }
        return info.build();
    }

    private static GaugeSnapshot gauge(
            String name, String help, List<DatabaseStatus> databases, ToDoubleFunction<DatabaseStatus> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        for (DatabaseStatus status : databases) {
            gauge.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("database", status.name()))
                    .value(value.applyAsDouble(status))
                    .build());
        }
        return gauge.build();
    }
}
