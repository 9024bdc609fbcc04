package dev.dbsync.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsItsTopics() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString().lines())
                .extracting(line -> line.split(" ", -1)[0])
                .containsExactly(
                        "from-empty",
                        "from-legacy",
                        "questions",
                        "crowd",
                        "cells",
                        "traffic",
                        "footprint",
                        "ansible",
                        "growth");
    }

    @Test
    void refusesATopicThatThereIsNot() {
        assertThat(run("--only", "weather")).isEqualTo(2);
        assertThat(err.toString()).contains("--only: there is no topic \"weather\"; there are from-empty, from-legacy");
    }

    @Test
    void refusesToMeasureNothing() {
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rounds: 0 is not a number of rounds; write 1 or more");
    }

    @Test
    void saysWhatToBuildWhereThereIsNoDistribution() {
        assertThat(run("--short", "--distribution", "/nonexistent/agent.tar.gz"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("/nonexistent/agent.tar.gz is not a file; build it with mvn");
    }

    private int run(String... arguments) {
        CommandLine command = Bench.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
