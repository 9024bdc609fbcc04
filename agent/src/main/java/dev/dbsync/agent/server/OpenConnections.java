package dev.dbsync.agent.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/**
 * The connections of one listener. Each is either waiting for its client (to shake hands, to send a request, to take an answer)
 * or at work on a call.
 *
 * <p>One that has waited too long is closed, however busily its client sends single bytes. Where there are too many, a new
 * one takes the place of the one that has waited longest: a crowd of idle clients keeps nobody out. Those at work are left
 * alone. Thread-safe.
 */
final class OpenConnections implements Connection.Listener {
    private static final long AT_WORK = Long.MAX_VALUE;

    private final int most;
    private final long patience;

    /** Those at work that are to be closed when their calls are answered. */
    private final Set<EndPoint> last = new HashSet<>();

    /** Since when each has waited, those that have waited longest first. */
    private final Map<EndPoint, Long> waiting = new LinkedHashMap<>();

    OpenConnections(int most, Duration patience) {
        this.most = most;
        this.patience = patience.toNanos();
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint opened = socketOf(connection);
        Optional<EndPoint> victim;
        synchronized (this) {
            // Twice with TLS: for its own connection, and for that of HTTP within.
            waiting.putIfAbsent(opened, System.nanoTime());
            victim = waiting.size() > most ? takeLongestWaiting() : Optional.empty();
        }
        victim.ifPresent(socket -> socket.close(new TimeoutException("made room for another connection")));
    }

    private Optional<EndPoint> takeLongestWaiting() {
        Optional<EndPoint> victim = waiting.entrySet().stream()
                .filter(entry -> entry.getValue() != AT_WORK)
                .map(Map.Entry::getKey)
                .findFirst();
        victim.ifPresent(waiting::remove);
        return victim;
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        last.remove(socketOf(connection));
        waiting.remove(socketOf(connection));
    }

    /** A call on this connection has begun. */
    synchronized void work(Connection connection) {
        waiting.replace(socketOf(connection), AT_WORK);
    }

    /** The call's answer is known, and waits for the client to take it. */
    synchronized void rest(Connection connection) {
        EndPoint socket = socketOf(connection);
        if (waiting.remove(socket) != null) {
            waiting.put(socket, System.nanoTime());
        }
    }

    /** A request on this connection was answered, to the last byte. */
    void answered(Connection connection) {
        rest(connection);
        EndPoint socket = socketOf(connection);
        boolean over;
        synchronized (this) {
            over = last.remove(socket);
        }
        if (over) {
            socket.close(new TimeoutException("was let in by what does not count any more"));
        }
    }

    /** Closes those that wait for their clients, and the others when they have their answers. */
    void closeAll() {
        List<EndPoint> idle = new ArrayList<>();
        synchronized (this) {
            waiting.forEach((socket, since) -> {
                if (since == AT_WORK) {
                    last.add(socket);
                } else {
                    idle.add(socket);
                }
            });
            idle.forEach(waiting::remove);
        }
        idle.forEach(socket -> socket.close(new TimeoutException("was let in by what does not count any more")));
    }

    /** Closes those that have waited too long. To be called every now and then. */
    void closeLate() {
        for (Optional<EndPoint> late = takeLate(); late.isPresent(); late = takeLate()) {
            late.get().close(new TimeoutException("took too long"));
        }
    }

    private synchronized Optional<EndPoint> takeLate() {
        long now = System.nanoTime();
        Iterator<Map.Entry<EndPoint, Long>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<EndPoint, Long> entry = entries.next();
            if (entry.getValue() != AT_WORK && now - entry.getValue() > patience) {
                entries.remove();
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    synchronized int number() {
        return waiting.size();
    }

    /** What lies under TLS, where there is TLS. */
    private static EndPoint socketOf(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        return endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint;
    }
}
