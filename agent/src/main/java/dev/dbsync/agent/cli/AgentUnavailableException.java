package dev.dbsync.agent.cli;

/** The agent is there, but takes no calls just now: it is stopping, or has too many of them. */
final class AgentUnavailableException extends CommandFailedException {
    AgentUnavailableException(String line) {
        super(line);
    }
}
