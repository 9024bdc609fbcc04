package dev.dbsync.agent.planning;

import dev.dbsync.agent.state.Problem;

/** A request that is wrong in itself, whatever the databases hold. Nothing was touched. */
public final class RefusedRequestException extends RuntimeException {
    private final transient Problem problem;

    public RefusedRequestException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
