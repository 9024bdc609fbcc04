package dev.dbsync.agent.supervision;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How often the agent shows that it is alive: twice as often as systemd wants it, as sd_watchdog_enabled(3) advises.
 *
 * @param length positive
 */
record WatchdogInterval(Duration length) {
    private static final int SIGNS_PER_LIMIT = 2;

    WatchdogInterval {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("length is " + length + ", not positive");
        }
    }

    /**
     * What the environment asks of a process.
     *
     * @return empty if it asks nothing, or asks another process
     */
    static Optional<WatchdogInterval> of(Map<String, String> environment, long pid) {
        String asked = environment.getOrDefault("WATCHDOG_PID", String.valueOf(pid));
        String limit = environment.getOrDefault("WATCHDOG_USEC", "");
        if (!asked.equals(String.valueOf(pid)) || !limit.matches("[1-9]\\d{0,15}")) {
            return Optional.empty();
        }
        return Optional.of(new WatchdogInterval(Duration.ofNanos(Long.parseLong(limit) * 1000 / SIGNS_PER_LIMIT)));
    }
}
