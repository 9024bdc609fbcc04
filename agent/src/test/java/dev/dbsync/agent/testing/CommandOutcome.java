package dev.dbsync.agent.testing;

/** What a finished child process left. */
public record CommandOutcome(String command, int exitCode, String stdout, String stderr) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /** This outcome, or an error that shows all of it. */
    public CommandOutcome orFail() {
        if (!succeeded()) {
            throw new IllegalStateException(toString());
        }
        return this;
    }

    @Override
    public String toString() {
        return "`%s` ended with %d%n%s%s".formatted(command, exitCode, stdout, stderr);
    }
}
