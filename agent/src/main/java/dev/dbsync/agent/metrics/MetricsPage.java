package dev.dbsync.agent.metrics;

import dev.dbsync.agent.operations.DatabaseStatus;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * All metrics of an agent as one page of text. Thread-safe.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus, exposition formats</a>
 */
public final class MetricsPage {
    /** The page's content type. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry;
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private boolean machineAdded;

    /**
     * A page of a registry, and of what the databases and the virtual machine tell when it is asked for.
     *
     * @param registry what is counted already
     * @param version the agent's
     * @param statuses asks the databases where they stand, in less time than a scrape may take
     */
    public MetricsPage(PrometheusRegistry registry, String version, Supplier<List<DatabaseStatus>> statuses) {
        this.registry = registry;
        Info.builder()
                .name("dbsync_build")
                .help("The agent's version.")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        registry.register(new DatabaseCollector(statuses));
    }

    /** The page as it is now. */
    public String text() {
        addMachine();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Not before somebody asks: setting these up takes a tenth of the time that an agent needs to start. */
    private synchronized void addMachine() {
        if (!machineAdded) {
            JvmMetrics.builder().register(registry);
            machineAdded = true;
        }
    }
}
