package dev.dbsync.agent;

import dev.dbsync.agent.cli.DbsyncAgentCommand;
import dev.dbsync.agent.cli.Surroundings;
import dev.dbsync.agent.logging.LogOutput;

/** Entry point of the {@code dbsync-agent} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        boolean serves = arguments.length > 0 && arguments[0].equals("serve");
        // Before anything asks for a logger.
        LogOutput.prepare(serves);
        System.exit(DbsyncAgentCommand.create(new Wiring(System.getenv()), Surroundings.ofProcess(), arguments)
                .execute(arguments));
    }
}
