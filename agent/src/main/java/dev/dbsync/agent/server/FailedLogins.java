package dev.dbsync.agent.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts log-ins that failed, for each host: some at once are nothing, and so is one now and then. What comes faster is not
 * worth a line in the log each. The hosts heard of last are remembered, so that no crowd of them takes memory. Thread-safe.
 */
final class FailedLogins {
    /** How many a host has in reserve, and after how long it gets one back. */
    static final int RESERVE = 10;

    static final long NANOS_EACH = 6_000_000_000L;
    static final int HOSTS = 10_000;

    private final LongSupplier nanos;

    /** When each host's reserve will be full again. */
    private final Map<String, Long> full = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > HOSTS;
        }
    };

    FailedLogins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts one that failed, and says whether the host has failed too often. */
    synchronized boolean areTooMany(String host) {
        long now = nanos.getAsLong();
        long since = full.getOrDefault(host, now);
        long next = (since - now > 0 ? since : now) + NANOS_EACH;
        boolean tooMany = next - now > RESERVE * NANOS_EACH;
        full.put(host, tooMany ? since : next);
        return tooMany;
    }

    synchronized int hosts() {
        return full.size();
    }
}
