package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Caller;

/** Whether somebody is let in. */
sealed interface Admission {

    /** They are. */
    record Granted(Caller caller) implements Admission {}

    /**
     * They are not.
     *
     * @param message for them; it tells nothing that helps to guess
     */
    record Refused(int status, String message) implements Admission {}
}
