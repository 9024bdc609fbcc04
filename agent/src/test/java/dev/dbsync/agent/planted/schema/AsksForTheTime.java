package dev.dbsync.agent.planted.schema;

import java.time.Instant;

final class AsksForTheTime {
    private AsksForTheTime() {}

    static Instant time() {
        return Instant.now();
    }
}
