package dev.dbsync.agent.server;

import java.time.Duration;

/**
 * How much the server takes on.
 *
 * @param bodyBytes the largest body
 * @param allBodiesBytes the most that the bodies of all calls at work take together
 * @param calls how many calls run at once; each holds a thread, for as long as a sync takes
 * @param idle how long a connection may be silent while the server waits for the client
 * @param connections how many connections each listener holds; a new one more takes the place of the one that has waited longest
 * @param patience how long a client may take to send a request, or to take an answer
 */
record ServerLimits(int bodyBytes, long allBodiesBytes, int calls, Duration idle, int connections, Duration patience) {
    static final ServerLimits DEFAULT = new ServerLimits(1 << 20, 128, Duration.ofSeconds(60));

    ServerLimits(int bodyBytes, int calls, Duration idle) {
        this(bodyBytes, 16L * bodyBytes, calls, idle, 2048, idle.multipliedBy(2));
    }

    ServerLimits withConnections(int number) {
        return new ServerLimits(bodyBytes, allBodiesBytes, calls, idle, number, patience);
    }

    ServerLimits withPatience(Duration time) {
        return new ServerLimits(bodyBytes, allBodiesBytes, calls, idle, connections, time);
    }
}
