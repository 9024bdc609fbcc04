package dev.dbsync.agent.supervision;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the agent is. Does nothing where there is no systemd. What cannot be told is logged and goes no further:
 * the agent works as well without being looked after. Not thread-safe, but for its watchdog.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Notifications notifications;
    private final Optional<WatchdogInterval> interval;
    private @Nullable Watchdog watchdog;

    Supervisor(Notifications notifications, Optional<WatchdogInterval> interval) {
        this.notifications = notifications;
        this.interval = interval;
    }

    /** The one that the process was started by. */
    public static Supervisor of(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!socket.startsWith("/") && !socket.startsWith("@")) {
            return new Supervisor(Notifications.NONE, Optional.empty());
        }
        return new Supervisor(
                new NotifySocket(socket),
                WatchdogInterval.of(environment, ProcessHandle.current().pid()));
    }

    /**
     * The agent serves from now on.
     *
     * @param status one line for whoever asks systemd
     * @param answers whether the agent still answers; asked again and again, on a thread of its own, if systemd wants to know
     */
    public void ready(String status, BooleanSupplier answers) {
        tell("READY=1\nSTATUS=" + status);
        interval.ifPresent(each -> watchdog = Watchdog.start(each, answers, () -> tell("WATCHDOG=1")));
    }

    /** The agent reads its configuration anew, and serves meanwhile; to be followed by {@link #reloaded}. */
    public void reloading() {
        tell("RELOADING=1");
    }

    /**
     * The agent is done with that.
     *
     * @param status one line for whoever asks systemd
     */
    public void reloaded(String status) {
        tell("READY=1\nSTATUS=" + status);
    }

    /** The agent takes no new work; it goes on showing that it is alive until {@link #stopped}. */
    public void stopping(String status) {
        tell("STOPPING=1\nSTATUS=" + status);
    }

    /** Nothing is left to look after. */
    public void stopped() {
        if (watchdog != null) {
            watchdog.close();
        }
    }

    private void tell(String assignments) {
        try {
            notifications.send(assignments);
        } catch (IOException | LinkageError failure) {
            LOG.warn(
                    "systemd could not be told {}: {}",
                    assignments.lines().findFirst().orElse(""),
                    failure.getMessage());
        }
    }
}
