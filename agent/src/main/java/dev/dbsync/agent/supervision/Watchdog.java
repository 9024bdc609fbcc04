package dev.dbsync.agent.supervision;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a sign of life at each interval, as long as there is life. What asks and what tells may take their time. */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Watchdog::thread);
    private final BooleanSupplier alive;
    private final Runnable sign;

    private final Future<?> looks;

    private Watchdog(WatchdogInterval interval, BooleanSupplier alive, Runnable sign) {
        this.alive = alive;
        this.sign = sign;
        long nanos = interval.length().toNanos();
        this.looks = clock.scheduleAtFixedRate(this::look, 0, nanos, TimeUnit.NANOSECONDS);
    }

    static Watchdog start(WatchdogInterval interval, BooleanSupplier alive, Runnable sign) {
        return new Watchdog(interval, alive, sign);
    }

    /** A failure is caught, or it would be the last look. */
    private void look() {
        try {
            if (alive.getAsBoolean()) {
                sign.run();
            } else {
                LOG.warn("The agent does not answer itself; systemd gets no sign of life");
            }
        } catch (RuntimeException | Error failure) {
            LOG.warn("The agent could not be asked whether it is alive", failure);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "watchdog");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        looks.cancel(true);
        clock.shutdownNow();
    }
}
