package dev.dbsync.agent.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.ServerVersion;
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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusPageTest {
    @Test
    void whatComesFromDatabasesIsEscaped() {
        String evil = "<script>alert('x')</script>\"&%s";
        DatabaseStatus status = new DatabaseStatus(
                evil,
                evil,
                new ServerVersion(evil, evil, false),
                DatabaseStateName.UNREACHABLE,
                null,
                evil,
                evil,
                List.of(),
                evil,
                0,
                false,
                evil,
                null,
                null,
                Problem.of(ProblemType.UNREACHABLE, evil));
        String html = StatusPage.html(
                new StatusAnswer(new StatusAnswer.Agent(evil, "1"), false, List.of(status)),
                List.of(),
                Instant.EPOCH,
                true);
        assertThat(html)
                .doesNotContain("<script", "'x'")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;%s")
                .contains("<td class=\"state error\" data-of=\"State\">unreachable</td>");
    }

    @Test
    void aDatabaseBeyondItsReleaseIsCurrentAndCallsForAttention() {
        DatabaseStatus status = new DatabaseStatus(
                "nova_main",
                "nova/main",
                null,
                DatabaseStateName.CURRENT,
                null,
                "ab450ba04102",
                "2025.1",
                List.of("2026.2"),
                "2903cd72dc14",
                0,
                true,
                "at 2026.2 (Hibiscus), beyond 2025.1 (Epoxy)",
                null,
                null,
                null);
        assertThat(StatusPage.html(
                        new StatusAnswer(new StatusAnswer.Agent("ctl-1", "1"), true, List.of(status)),
                        List.of(),
                        Instant.EPOCH,
                        true))
                .contains(
                        "<td class=\"state attention\" data-of=\"State\">current</td>",
                        ">2025.1</td>",
                        ">at 2026.2 (Hibiscus), beyond 2025.1 (Epoxy)</td>");
    }

    @Test
    void whatIsWrongComesFirstWithItsRemedyAndWhatIsAtWorkWithWhatItWaitsFor() {
        Problem problem = new Problem(ProblemType.UNMANAGED, "It has tables.", "Found 3.", "Adopt it.");
        DatabaseResult result =
                new DatabaseResult("nova_main", OperationState.RUNNING, false, null, null, List.of(), 0L, null, null);
        DatabaseResult done =
                new DatabaseResult("nova_api", OperationState.FAILED, true, null, null, List.of(), 0L, problem, null);
        Waiting waiting = new Waiting(
                Waiting.Kind.TABLE, "nova_main", "instances", Instant.ofEpochSecond(1, 616035502), List.of());
        Operation running = new Operation(
                "0a",
                List.of(),
                3L,
                OperationState.RUNNING,
                Instant.EPOCH,
                null,
                "ctl-1",
                new Progress(4, 9, null),
                waiting,
                List.of(result));
        Operation ended = new Operation(
                "0b",
                List.of(),
                9L,
                OperationState.FAILED,
                Instant.EPOCH,
                Instant.EPOCH,
                "ctl-1",
                new Progress(4, 9, null),
                null,
                List.of(done));

        String html = StatusPage.html(
                new StatusAnswer(new StatusAnswer.Agent("ctl-1", "1.2"), false, List.of()),
                List.of(running, ended),
                Instant.parse("2026-03-01T10:00:00.123Z"),
                true);

        assertThat(html)
                .contains(
                        "every 3 seconds",
                        "4 of 9 done",
                        "nova_main waits for table instances since 1970-01-01T00:00:01Z")
                .contains("operation 0b</a>, failed after a change", "nova_api: It has tables.")
                .contains("Looked at 2026-03-01T10:00:00Z by dbsync-agent 1.2 on ctl-1.")
                .doesNotContain("What to do first");
        DatabaseStatus wrong = new DatabaseStatus(
                "nova_api",
                "nova/api",
                null,
                DatabaseStateName.UNMANAGED,
                null,
                null,
                null,
                List.of(),
                "x",
                null,
                false,
                null,
                null,
                null,
                problem);
        assertThat(StatusPage.html(
                        new StatusAnswer(new StatusAnswer.Agent("ctl-1", "1.2"), false, List.of(wrong)),
                        List.of(),
                        Instant.EPOCH,
                        true))
                .contains(
                        "every 30 seconds",
                        "What to do first",
                        "nova_api: It has tables.",
                        "<dd>Found 3.</dd><dd><strong>Adopt it.</strong></dd>");
    }
}
