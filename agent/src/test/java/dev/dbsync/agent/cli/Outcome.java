package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

/** How a command ended, and what it said. No command ever shows a stack trace. */
record Outcome(int status, String out, String err) {
    Outcome {
        assertThat(out + err).doesNotContain("\tat ").doesNotContain("Exception");
    }

    /** Ended so, as anybody may expect of it. */
    Outcome with(int expected) {
        assertThat(status).as("status of a command that said %s%s", out, err).isEqualTo(expected);
        return this;
    }
}
