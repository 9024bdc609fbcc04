package dev.dbsync.agent.server;

import java.time.Duration;

/**
 * How much the server takes on.
 *
 * @param bodyBytes the largest body
 * @param calls how many calls run at once; each holds a thread, for as long as a sync takes
 * @param idle how long a connection may be silent while the server waits for the client
 */
record ServerLimits(int bodyBytes, int calls, Duration idle) {
    static final ServerLimits DEFAULT = new ServerLimits(1 << 20, 128, Duration.ofSeconds(60));
}
