package dev.dbsync.agent.supervision;

import java.io.IOException;

/** Where a service manager hears of the agent. */
@FunctionalInterface
interface Notifications {

    /** Nobody is there to hear. */
    Notifications NONE = assignments -> {};

    /**
     * Sends one message.
     *
     * @param assignments lines of {@code NAME=value}, see sd_notify(3)
     */
    void send(String assignments) throws IOException;
}
