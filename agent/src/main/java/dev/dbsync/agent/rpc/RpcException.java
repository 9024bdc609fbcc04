package dev.dbsync.agent.rpc;

import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;

/**
 * A refusal: something is wrong with the request itself, and nothing was run. Its code, message and data go to the
 * client as they are, so they must hold nothing that the client may not see.
 */
public final class RpcException extends RuntimeException {
    private final transient Problem problem;

    /**
     * @param message one sentence
     * @param data of the same type as the code
     */
    public RpcException(ProblemType code, String message, ErrorData data) {
        this(Problem.of(code, message, data));
    }

    /** A refusal that has no more to say than its message, which is one sentence. */
    public RpcException(ProblemType code, String message) {
        this(Problem.of(code, message));
    }

    public RpcException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** What the client is told. */
    public Problem problem() {
        return problem;
    }
}
