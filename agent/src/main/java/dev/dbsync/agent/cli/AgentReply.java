package dev.dbsync.agent.cli;

import org.jspecify.annotations.Nullable;

/**
 * What became of asking one agent of several: an answer, or why there is none.
 *
 * @param agent its address, as messages call it
 * @param error fit for a terminal
 */
record AgentReply<T>(String agent, @Nullable T answer, @Nullable String error) {
    AgentReply {
        if ((answer == null) == (error == null)) {
            throw new IllegalArgumentException("a reply is an answer or an error, one of them");
        }
    }
}
