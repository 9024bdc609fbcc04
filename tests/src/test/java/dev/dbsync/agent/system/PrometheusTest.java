package dev.dbsync.agent.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.metrics.MetricsPage;
import dev.dbsync.agent.metrics.OperationMetrics;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.Progress;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.ProjectFolder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told to Prometheus, and the examples of how to ask and when to wake somebody, by Prometheus' own check. */
class PrometheusTest {
    private static final Path CHECKER = Path.of("/usr/bin/promtool");
    private static final Path SERVER = Path.of("/usr/bin/prometheus");
    private static final Operation FAILED = new Operation(
            "0b",
            List.of(),
            9L,
            OperationState.FAILED,
            Instant.EPOCH,
            Instant.EPOCH,
            "ctl-1",
            new Progress(0, 0, null),
            null,
            List.of());
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
    void everyAlertFiresWhenItShouldAndNotBefore() throws Exception {
        Path rules = Files.copy(examples.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        Path cases = folder.resolve("alerts-test.yml");
        try (InputStream text = getClass().getResourceAsStream("/prometheus/alerts-test.yml")) {
            Files.copy(Objects.requireNonNull(text), cases);
        }
        assertThat(alerts(rules, "- alert: ")).isNotEmpty().isEqualTo(alerts(cases, "        alertname: "));
        check("test", "rules", cases.toString());
    }

    private static List<String> alerts(Path file, String before) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains(before))
                .map(line -> line.substring(line.indexOf(before) + before.length()))
                .toList();
    }

    /** What was never counted has no series, and grows from nothing to something without an increase. */
    @Test
    void aRealServerTellsOfTheFirstSyncThatFails() throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        OperationMetrics operations = new OperationMetrics(registry);
        MetricsPage page = new MetricsPage(registry, "1.2.3", List::of);
        HttpServer agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        agent.createContext("/metrics", exchange -> {
            asked.incrementAndGet();
            byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", MetricsPage.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        agent.start();
        int port = DatabaseServer.freePort();
        Process prometheus = prometheus(agent.getAddress().getPort(), port);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> asked.get() >= 3);
            operations.ended(FAILED);

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(firing(port)).contains("\"DbsyncOperationFailed\""));
        } finally {
            prometheus.destroyForcibly().waitFor();
            agent.stop(0);
        }
    }

    private Process prometheus(int agent, int port) throws IOException {
        Files.copy(examples.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        Path configuration = Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [alerts.yml]
                scrape_configs:
                  - {job_name: dbsync, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """
                        .formatted(agent));
        return new ProcessBuilder(
                        SERVER.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
    }

    private static String firing(int port) throws IOException {
        String query = "http://127.0.0.1:%d/api/v1/query?query=ALERTS%%7Balertstate=%%22firing%%22%%7D".formatted(port);
        try (InputStream answer = URI.create(query).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void thePagePassesItsCheck() throws Exception {
        Path page = Files.writeString(folder.resolve("page.txt"), page());
        Process process = new ProcessBuilder(CHECKER.toString(), "check", "metrics")
                .redirectInput(page.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
        List<String> command = new ArrayList<>(List.of(CHECKER.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
