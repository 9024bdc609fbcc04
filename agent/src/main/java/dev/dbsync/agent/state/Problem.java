package dev.dbsync.agent.state;

import org.jspecify.annotations.Nullable;

/**
 * A refusal or a failure, in words for an operator. Never holds a secret.
 *
 * @param type what kind of problem it is
 * @param message one sentence
 * @param detail what was seen: object, value, what was expected
 * @param remedy what to do about it
 * @param incident the id under which the agent's log has more; null where the log has no more
 */
public record Problem(ProblemType type, String message, String detail, String remedy, @Nullable String incident) {

    /** A problem of which the log has no more to say. */
    public Problem(ProblemType type, String message, String detail, String remedy) {
        this(type, message, detail, remedy, null);
    }
}
