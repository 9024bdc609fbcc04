package dev.dbsync.agent.cli;

import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.rpc.AgentApi;

/** Looks at an operation again and again until it has ended. */
final class OperationFollower {
    private static final long FIRST_PAUSE_MILLIS = 25;
    private static final int LOOK_SECONDS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final AgentApi agent;

    OperationFollower(AgentApi agent) {
        this.agent = agent;
    }

    Operation follow(Operation submitted, ProgressDisplay display) throws InterruptedException {
        Operation operation = submitted;
        long pause = FIRST_PAUSE_MILLIS;
        while (!operation.state().ended()) {
            display.show(operation);
            operation = look(operation);
            if (!operation.state().ended()) {
                Thread.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
        display.show(operation);
        display.end();
        return operation;
    }

    /** An agent that has no room says so, and may have some soon. */
    private Operation look(Operation known) {
        try {
            return agent.operation(known.id(), known.version(), LOOK_SECONDS);
        } catch (AgentUnavailableException stopping) {
            return known;
        } catch (CommandFailedException gone) {
            throw new CommandFailedException("lost the agent on " + known.host() + " while it was at work on operation "
                    + known.id() + ": " + gone.getMessage() + "; `dbsync-agent status` says what came of it");
        }
    }
}
