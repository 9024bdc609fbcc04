package dev.dbsync.agent.cli;

import org.jspecify.annotations.Nullable;

/**
 * What became of asking one agent of several: an answer, or why there is none.
 *
 * @param agent its address, as messages call it
 * @param error fit for a terminal
 * @param type the error's: that of the agent's own, or {@value #UNANSWERED}
 */
record AgentReply<T>(String agent, @Nullable T answer, @Nullable String error, @Nullable String type) {
    /** The type where the agent could not be asked, or did not answer in a way that can be understood. */
    static final String UNANSWERED = "unanswered";

    AgentReply {
        if ((answer == null) == (error == null) || (error == null) != (type == null)) {
            throw new IllegalArgumentException("a reply is an answer, or an error with its type");
        }
    }
}
