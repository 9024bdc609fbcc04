package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Caller;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who did what, and who was refused what: one line each, to the logger {@code audit}. What is carried out is
 * always written. Refusals have a rate beyond which they are only counted: whoever knocks must not fill the disk.
 * Thread-safe.
 */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger("audit");
    private static final String CALLER = Audit.class.getName() + ".caller";

    /** Refusals that are written in one period. */
    static final int REFUSALS = 100;

    static final long PERIOD_NANOS = 10_000_000_000L;
    private static final int LONGEST_PATH = 100;

    private final LongSupplier nanos;
    private long period;
    private int refusals;

    Audit(LongSupplier nanos) {
        this.nanos = nanos;
        this.period = nanos.getAsLong();
    }

    /** The audit of the server that a request came to. */
    static Audit of(Request request) {
        Server server = request.getConnectionMetaData().getConnector().getServer();
        return Objects.requireNonNull(server.getBean(Audit.class), "the server has an audit");
    }

    static void remember(Request request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    /** Who was let in with a request. */
    static Caller caller(Request request) {
        return (Caller) Objects.requireNonNull(request.getAttribute(CALLER), "nobody was let in");
    }

    /** Writes that a call is about to be carried out. */
    void granted(Request request, String call) {
        LOG.info(
                "{} by {} from {} over {}",
                call,
                who(request),
                Peer.describe(request),
                ListenerKind.of(request).label());
    }

    /** Writes that something was refused. */
    void refused(Request request, int status, String reason) {
        if (isRefusal(status) && mayWrite()) {
            LOG.warn(
                    "refused with {} {} {} by {} from {} over {}: {}",
                    status,
                    HttpStatus.getMessage(status),
                    what(request),
                    who(request),
                    Peer.describe(request),
                    ListenerKind.of(request).label(),
                    reason);
        }
    }

    /** What failed was not refused; it is in the log with its cause. And to be too busy says nothing of who asked. */
    private static boolean isRefusal(int status) {
        return status != HttpStatus.INTERNAL_SERVER_ERROR_500 && status != HttpStatus.SERVICE_UNAVAILABLE_503;
    }

    private synchronized boolean mayWrite() {
        if (nanos.getAsLong() - period >= PERIOD_NANOS) {
            settle();
            period = nanos.getAsLong();
        }
        refusals++;
        return refusals <= REFUSALS;
    }

    /** Writes how many refusals were not, if there are any. */
    synchronized void settle() {
        if (refusals > REFUSALS) {
            LOG.warn("refused {} more, which came too fast to be written one by one", refusals - REFUSALS);
        }
        refusals = 0;
    }

    /** Without the query, in which people put what they should not. */
    private static String what(Request request) {
        String path = request.getHttpURI().getPath();
        return printable(request.getMethod()) + " " + printable(path == null ? "-" : path);
    }

    private static String printable(String text) {
        String shortened = text.length() <= LONGEST_PATH ? text : text.substring(0, LONGEST_PATH) + "...";
        return shortened.replaceAll("[^\\x21-\\x7e]", "?");
    }

    private static String who(Request request) {
        return request.getAttribute(CALLER) instanceof Caller caller
                ? caller.name() + " (" + caller.role().label() + ")"
                : "nobody";
    }
}
