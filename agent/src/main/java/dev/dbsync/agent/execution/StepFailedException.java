package dev.dbsync.agent.execution;

import java.sql.SQLException;

/** A step that could not be finished: which object it was at, and what the server said. */
public final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String stepId;
    private final String object;
    private final SQLException failure;

    public StepFailedException(String stepId, String object, SQLException cause) {
        super("step " + stepId + " failed at " + object, cause);
        this.stepId = stepId;
        this.object = object;
        this.failure = cause;
    }

    public String stepId() {
        return stepId;
    }

    public String object() {
        return object;
    }

    /** What the server or the driver said. */
    public SQLException failure() {
        return failure;
    }
}
