package dev.dbsync.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets so many lines of some loggers through in a minute, and no more: what a library says of a request, whoever sent it could
 * make it say without end. Thread-safe.
 */
final class LineLimit extends TurboFilter {
    private static final long PERIOD_NANOS = 60_000_000_000L;

    private final String loggers;
    private final int lines;
    private int left;
    private long begun = System.nanoTime() - PERIOD_NANOS;

    /**
     * A limit for some loggers together.
     *
     * @param loggers how their names begin
     * @param lines how many they may write in a minute
     */
    LineLimit(String loggers, int lines) {
        this.loggers = loggers;
        this.lines = lines;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        // Without a format it is only asked whether a line would be written.
        boolean concerned = logger.getName().startsWith(loggers) && level.isGreaterOrEqual(logger.getEffectiveLevel());
        return concerned && format != null && !take() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private synchronized boolean take() {
        long now = System.nanoTime();
        if (now - begun >= PERIOD_NANOS) {
            begun = now;
            left = lines;
        }
        left = Math.max(left - 1, -1);
        return left >= 0;
    }
}
