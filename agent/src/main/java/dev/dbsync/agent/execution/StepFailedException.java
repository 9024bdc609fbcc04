package dev.dbsync.agent.execution;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step that could not be finished: which object it was at, and what was thrown. */
public final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String stepId;
    private final String object;
    private final Throwable failure;

    @SuppressWarnings("serial") // never leaves the process
    private final @Nullable SentCommit sentCommit;

    public StepFailedException(String stepId, String object, Throwable cause) {
        this(stepId, object, cause, null);
    }

    /**
     * A step that failed.
     *
     * @param sentCommit the commit that was not answered, if it came that far
     */
    StepFailedException(String stepId, String object, Throwable cause, @Nullable SentCommit sentCommit) {
        super("step " + stepId + " failed at " + object, cause);
        this.sentCommit = sentCommit;
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

    /** What the server or the driver said, or what else was thrown on the way. */
    public Throwable failure() {
        return failure;
    }

    /** The step's commit, where it was sent and no answer came: whether it took place is for the database to say. */
    public Optional<SentCommit> sentCommit() {
        return Optional.ofNullable(sentCommit);
    }
}
