package dev.dbsync.agent.server;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.http.pathmap.RegexPathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves HTTP on a Unix socket and a loopback port, and HTTPS for other hosts; each where it was told to.
 *
 * <pre>
 * Server ─ RestingHandler ─ BrowserGuard ─ paths ┬ /healthz  GET, HEAD ─ HealthHandler, for everybody
 *    │                                           ├ /rpc  ─ AuthenticationHandler ─ POST      ─ CallHandler ┬▶ WorkRoom
 *    │                                           ├ pages ─ AuthenticationHandler ─ GET, HEAD ─ PageHandler ┘
 *    │                                           └ else  ─ AuthenticationHandler ─ NotFoundHandler
 *    ├ JsonErrorPages for what Jetty refuses itself
 *    └ Audit, to which every refusal goes
 * </pre>
 *
 * Started once, drained, stopped; {@link #start} and {@link #stop} are not for several threads at once.
 */
public final class AgentServer {
    private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
    private static final int IO_THREADS = 16;
    private static final long CHORES_MILLIS = 1000;

    private final WorkRoom room;
    private final Audit audit = new Audit(System::nanoTime);
    private final Housekeeping housekeeping = new Housekeeping();
    private final Server server;
    private final Listeners listeners;
    private final @Nullable TlsListener tls;
    private volatile Credentials credentials;

    /**
     * A server that hands what is posted to {@code /rpc} to {@code calls}.
     *
     * @param pages what GET answers, by path; each for every role
     * @throws ListenException if a file that {@code access} names cannot be used
     */
    public AgentServer(
            ListenSettings listen, AccessSettings access, RequestHandler calls, Map<String, Page.Source> pages) {
        this(listen, access, calls, pages, ServerLimits.DEFAULT, new WorkRoom(ServerLimits.DEFAULT.calls()));
    }

    AgentServer(
            ListenSettings listen,
            AccessSettings access,
            RequestHandler calls,
            Map<String, Page.Source> pages,
            ServerLimits limits,
            WorkRoom room) {
        if (listen.unixSocket() == null && listen.http() == null && access.https() == null) {
            throw new IllegalArgumentException("neither unix nor http nor https says where to listen");
        }
        this.room = room;
        tls = access.https() == null || access.tls() == null ? null : new TlsListener(access.tls());
        credentials = new Credentials(access);
        FailedLogins failures = new FailedLogins(System::nanoTime);
        server = newServer(
                calls,
                routes(
                        new CallHandler(calls, room, limits),
                        pages,
                        guarded -> new AuthenticationHandler(guarded, () -> credentials, failures)));
        listeners = new Listeners(server, listen, access, tls, limits);
    }

    /** One level of paths: Jetty's handler for them cannot stand below another of its kind. */
    private Handler routes(Handler calls, Map<String, Page.Source> pages, UnaryOperator<Handler> authentication) {
        PathMappingsHandler routes = new PathMappingsHandler();
        routes.addMapping(exactly("/healthz"), new MethodFilter(new HealthHandler(), "GET", "HEAD"));
        routes.addMapping(exactly(PostedToRoot.CALLS), authentication.apply(new MethodFilter(calls, "POST")));
        pages.forEach((path, source) -> routes.addMapping(
                exactly(path), authentication.apply(new MethodFilter(new PageHandler(source, room), "GET", "HEAD"))));
        routes.addMapping(PathSpec.from("/*"), authentication.apply(new NotFoundHandler()));
        return new PostedToRoot(routes);
    }

    /** Jetty takes a plain {@code /} for every path that there is no other rule for. */
    private static PathSpec exactly(String path) {
        return new RegexPathSpec("^" + Pattern.quote(path) + "$");
    }

    private Server newServer(RequestHandler calls, Handler routes) {
        // All from the beginning: they answer also where no other thread can be had.
        QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS, IO_THREADS);
        threads.setName("http");
        Server made = new Server(threads);
        made.addBean(audit);
        made.addBean(calls);
        made.setHandler(new RestingHandler(new BrowserGuard(routes)));
        made.setDefaultHandler(new NotFoundHandler());
        made.setErrorHandler(new JsonErrorPages());
        return made;
    }

    /**
     * Binds, and serves from then on.
     *
     * @throws ListenException if a place to listen at cannot be had; nothing is left behind then
     */
    public void start() {
        try {
            listeners.bind();
            server.start();
            listeners.publish();
            housekeeping.every(CHORES_MILLIS, listeners::closeLate);
            if (tls != null) {
                housekeeping.every(CHORES_MILLIS, () -> tls.reloadIfChanged(listeners::closeEncrypted));
            }
        } catch (ListenException refused) {
            stop();
            throw refused;
        } catch (Exception failure) {
            stop();
            throw new ListenException("cannot start the server: " + failure.getMessage(), failure);
        } catch (Error failure) {
            stop();
            throw failure;
        }
    }

    /**
     * Lets in, from the next request on, whom other settings let in, and shows the certificate that they name. Where it listens
     * stays as it is.
     *
     * @throws ListenException if a file that they name cannot be used; nothing has changed then
     */
    public void take(AccessSettings access) {
        Credentials next = new Credentials(access);
        if (tls != null && access.tls() != null) {
            tls.take(access.tls(), listeners::closeEncrypted);
        }
        credentials = next;
    }

    /** The loopback port that is bound; empty if there is none. */
    public OptionalInt httpPort() {
        return listeners.httpPort();
    }

    /** The port for TLS that is bound; empty if there is none. */
    public OptionalInt httpsPort() {
        return listeners.httpsPort();
    }

    /** Begins no new work; who asks what becomes of the old is answered until {@link #drain}. */
    public void refuseWork() {
        room.drain();
    }

    /**
     * Takes no new calls, and waits for those that are running.
     *
     * @return whether all of them ended in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        room.stop();
        return room.awaitEmpty(patience);
    }

    /** Closes everything; calls that still run go on without anybody to answer. May be called again; never throws. */
    public void stop() {
        room.stop();
        housekeeping.close();
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("The server did not stop cleanly", failure);
        }
        listeners.close();
        room.end();
        audit.settle();
    }
}
