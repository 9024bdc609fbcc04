package dev.dbsync.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.metrics.MetricsPage;
import dev.dbsync.agent.metrics.OperationMetrics;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.testing.ProjectFolder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to Prometheus, and the examples of how to ask and when to wake somebody, by Prometheus' own check. */
class PrometheusTest {
    private static final Path CHECKER = Path.of("/usr/bin/promtool");
    private static final Pattern METRIC = Pattern.compile("\\bdbsync_[a-z_]+");

    @TempDir
    private Path folder = Path.of("");

    private final Path examples = ProjectFolder.find("config/prometheus");

    @BeforeAll
    static void checkerIsInstalled() {
        assertThat(CHECKER).as("apt-get install prometheus").isExecutable();
    }

    @Test
    void theExamplesPassItsCheck() throws Exception {
        check("check", "rules", examples.resolve("alerts.yml").toString());
        check("check", "config", "--syntax-only", examples.resolve("scrape.yml").toString());
    }

    @Test
    void thePagePassesItsCheck() throws Exception {
        Path page = Files.writeString(folder.resolve("page.txt"), page());
        Process process = new ProcessBuilder(CHECKER.toString(), "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains("dbsync_"))).isEmpty();
    }

    @Test
    void everyMetricOfAnAlertIsOnThePage() throws Exception {
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(examples.resolve("alerts.yml"))) {
            Matcher metric = METRIC.matcher(line.contains("expr:") ? line : "");
            while (metric.find()) {
                named.add(metric.group());
            }
        }
        assertThat(named).hasSizeGreaterThan(5);
        String page = page();
        assertThat(named).allSatisfy(metric -> assertThat(page).contains("# TYPE " + metric + " "));
    }

    private static String page() {
        PrometheusRegistry registry = new PrometheusRegistry();
        OperationMetrics operations = new OperationMetrics(registry);
        new RequestMetrics(registry).answered(List.of("status"), Duration.ofMillis(3));
        DatabaseStatus status = DatabaseStatus.of(
                "nova_api", Pipelines.of("nova/api").catalog(), null, new DatabaseState.Empty(), null, null);
        MetricsPage page = new MetricsPage(registry, "1.2.3", () -> List.of(status));
        ManagedDatabase database = new ManagedDatabase(
                "nova_api",
                Pipelines.of("nova/api"),
                new DriverConnectionSource(new DatabaseAddress("jdbc:h2:mem:metrics", null, null), "ctl-1"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        operations.probed(database, true);
        return page.text();
    }

    private static void check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(CHECKER.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
