package dev.dbsync.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.SpawnedAgent;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that is killed while an operation runs, and what the one that comes after it says of that. */
@ExtendWith(SharedServers.class)
class InterruptedOperationTest {
    private static final List<String> NEWEST_FIRST = List.of(
            "ab450ba04102",
            "2903cd72dc14",
            "d60bddf7a903",
            "13863f4e1612",
            "1acf2c98e646",
            "1b91788ec3a6",
            "960aac0e09ea",
            "ccb0fa1a2252",
            "16f1fbcab42b",
            "8f2f1571d55b");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isToldOfByTheNextAgentWhichFinishesItsWork(Engine engine) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
            SpawnedAgent agent = new SpawnedAgent(folder, Map.of("nova/main", database.credentials()));
            Path said = killInTheMiddle(agent);
            database.terminateConnections();
            assertThat(Files.readString(said)).contains("Operation ");

            Process next = serve(agent, "next.txt");
            try {
                String killed = operationIn(journal());
                assertThat(Files.readString(folder.resolve("next.txt")))
                        .contains("Operation " + killed + " was interrupted, last heard of at ");
                String before = agent.run(0, "history", "--database", "nova_main", "--json");
                assertThat(before).contains("8f2f1571d55b").doesNotContain("ab450ba04102");

                agent.run(0, "sync");

                String history = agent.run(0, "history", "--database", "nova_main");
                assertThat(history.lines().skip(1).map(line -> line.split(" +", -1)[2]))
                        .as(history)
                        .containsExactlyElementsOf(NEWEST_FIRST);
                assertThat(history.lines().skip(1).map(line -> line.replaceFirst(".* ", "")))
                        .as("the operations of both agents, in their order")
                        .startsWith(operationIn(journal()))
                        .endsWith(killed);
            } finally {
                next.destroy();
                assertThat(next.waitFor()).isZero();
            }
        }
    }

    /** After the first step was recorded, and before the last. */
    private Path killInTheMiddle(SpawnedAgent agent) throws Exception {
        Process killed = serve(agent, "killed.txt");
        Process sync = agent.start(folder.resolve("sync.txt"), List.of(), "sync");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofMinutes(1))
                .until(() -> journal().filter(Files::isRegularFile).anyMatch(InterruptedOperationTest::hasAStep));
        killed.destroyForcibly().waitFor();
        assertThat(sync.waitFor()).isEqualTo(1);
        return folder.resolve("killed.txt");
    }

    private Process serve(SpawnedAgent agent, String output) throws Exception {
        Process process = agent.start(folder.resolve(output), List.of(), "serve");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> Files.readString(folder.resolve(output))
                .contains("Ready"));
        return process;
    }

    private Stream<Path> journal() throws Exception {
        Path journal = folder.resolve("state").resolve("journal");
        if (!Files.exists(journal)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(journal)) {
            return files.sorted().toList().stream();
        }
    }

    private static boolean hasAStep(Path file) {
        try {
            return Files.readString(file).contains("\"event\":\"step\"");
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** The operation of the newest file. */
    private static String operationIn(Stream<Path> journal) {
        String name = journal.reduce((one, other) -> other)
                .orElseThrow()
                .getFileName()
                .toString();
        return name.replaceFirst(".*-", "").replace(".jsonl", "");
    }
}
