package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Progress;
import dev.dbsync.agent.planning.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    private static Operation at(int done, String current, String... steps) {
        List<AppliedStep> applied = Stream.of(steps)
                .map(step -> new AppliedStep(Step.Kind.REVISION, step, 5, Instant.EPOCH))
                .toList();
        DatabaseResult result =
                new DatabaseResult("nova_api", OperationState.RUNNING, true, null, null, applied, 0L, null, null);
        return new Operation(
                "1",
                List.of(),
                0L,
                OperationState.RUNNING,
                Instant.EPOCH,
                null,
                "ctl-1",
                new Progress(done, 20, current),
                null,
                List.of(result));
    }

    @Test
    void aTerminalsLineIsWrittenOverAndNeverWiderThanTheTerminal() {
        TerminalProgress progress = new TerminalProgress(out, 20);
        progress.show(at(1, "nova_api: a long object's name"));
        progress.show(at(20, "x\u001b"));
        progress.end();
        assertThat(text.toString())
                .isEqualTo("\r1/20  nova_api: a …" + "\r20/20  x?          " + "\r" + " ".repeat(9) + "\r");
    }

    @Test
    void aLogHasALineForEachStepAndOneASecondForTheRest() {
        AtomicLong clock = new AtomicLong();
        PlainProgress progress = new PlainProgress(out, clock::get);
        progress.show(at(1, "a"));
        clock.addAndGet(1_000_000_000);
        progress.show(at(2, "b"));
        progress.show(at(3, "c"));
        progress.show(at(4, "d", "r1", "r2"));
        progress.show(at(4, "d", "r1", "r2"));
        assertThat(text.toString().lines())
                .containsExactly(
                        "b (2 of 20)", "nova_api: revision r1 done in 5 ms", "nova_api: revision r2 done in 5 ms");
    }
}
