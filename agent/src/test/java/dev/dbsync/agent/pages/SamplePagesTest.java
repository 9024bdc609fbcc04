package dev.dbsync.agent.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ServerVersion;
import dev.dbsync.agent.database.TableUser;
import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Progress;
import dev.dbsync.agent.operations.Waiting;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes pages in the states that people meet, for {@code bin/test-page} to look at in a browser. */
class SamplePagesTest {
    private static final Path FOLDER = Path.of("target", "sample-pages");
    private static final Instant NOW = Instant.parse("2026-11-27T20:41:08Z");
    private static final String HEAD = "2903cd72dc14";
    private static final Problem FAILURE = new Problem(
            ProblemType.UNREACHABLE,
            "PostgreSQL on db.controller.example.org:5432 cannot be reached.",
            "Connection to db.controller.example.org:5432 refused. Check that the hostname and port are correct.",
            "Start the server, or correct url in [database:nova_main]; then ask again.");

    @Test
    void areWritten() throws IOException {
        DatabaseStatus api = current("nova_api", "nova/api", "cdeec0c85668");
        DatabaseStatus main = current("nova_main", "nova/main", HEAD);
        DatabaseStatus behind = status("nova_main", DatabaseStateName.BEHIND, "1b91788ec3a6", 4, null);
        Operation done = operation("01ebd5d0", OperationState.SUCCEEDED, null, null);
        write("quiet", true, List.of(api, main), List.of(done));
        write(
                "running",
                false,
                List.of(api, behind),
                List.of(operation("6f0c5a1e", OperationState.RUNNING, null, null), done));
        Waiting waiting = new Waiting(
                Waiting.Kind.TABLE,
                "nova_main",
                "instances",
                NOW.minusSeconds(12),
                List.of(new TableUser("4711", "backup", "ctl-3", NOW.minusSeconds(240), "idle in transaction")));
        write(
                "waiting",
                false,
                List.of(api, behind),
                List.of(operation("6f0c5a1e", OperationState.RUNNING, waiting, null), done));
        DatabaseStatus gone = status("nova_main", DatabaseStateName.UNREACHABLE, null, null, FAILURE);
        write(
                "failed",
                false,
                List.of(api, gone),
                List.of(operation("77aa0b21", OperationState.FAILED, null, FAILURE), done));
        List<DatabaseStatus> cells = Stream.concat(
                        Stream.of(api), IntStream.rangeClosed(0, 19).mapToObj(number -> {
                            String name = "nova_main/cell" + number;
                            return number == 7
                                    ? status(name, DatabaseStateName.BEHIND, "13863f4e1612", 2, null)
                                    : current(name, "nova/main", HEAD);
                        }))
                .toList();
        write("twenty-cells", false, cells, List.of(done));

        try (Stream<Path> pages = Files.list(FOLDER)) {
            assertThat(pages)
                    .hasSize(5)
                    .allSatisfy(page -> assertThat(page).content().contains("</html>"));
        }
    }

    private static void write(String name, boolean upToDate, List<DatabaseStatus> databases, List<Operation> operations)
            throws IOException {
        Files.createDirectories(FOLDER);
        StatusAnswer answer = new StatusAnswer(new StatusAnswer.Agent("ctl-2", "1.0.0"), upToDate, databases);
        Files.writeString(FOLDER.resolve(name + ".html"), StatusPage.html(answer, operations, NOW, true));
    }

    private static DatabaseStatus current(String name, String catalogue, String revision) {
        return new DatabaseStatus(
                name,
                catalogue,
                new ServerVersion("MariaDB", "10.11.19", false),
                DatabaseStateName.CURRENT,
                null,
                revision,
                "2025.1",
                List.of("2025.1"),
                revision,
                0,
                true,
                null,
                null,
                null,
                null);
    }

    private static DatabaseStatus status(
            String name,
            DatabaseStateName state,
            @Nullable String revision,
            @Nullable Integer pending,
            @Nullable Problem problem) {
        return new DatabaseStatus(
                name,
                "nova/main",
                problem == null ? new ServerVersion("MariaDB", "10.11.19", false) : null,
                state,
                null,
                revision,
                "2025.1",
                List.of(),
                HEAD,
                pending,
                false,
                null,
                null,
                null,
                problem);
    }

    private static Operation operation(
            String id, OperationState state, @Nullable Waiting waiting, @Nullable Problem problem) {
        DatabaseResult result = new DatabaseResult(
                "nova_main", state, state == OperationState.SUCCEEDED, null, HEAD, List.of(), 0L, problem, null);
        return new Operation(
                id,
                List.of(),
                3L,
                state,
                NOW.minusSeconds(30),
                state.ended() ? NOW.minusSeconds(20) : null,
                "ctl-2",
                new Progress(state.ended() ? 9 : 4, 9, null),
                waiting,
                List.of(result));
    }
}
