package dev.dbsync.agent.server;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves HTTP on a Unix socket, a loopback port, or both.
 *
 * <pre>
 * Server ─ BrowserGuard ─ paths ┬ /rpc      POST       ─ CallHandler ─▶ call threads ─▶ RequestHandler
 *    │                          └ /healthz  GET, HEAD  ─ HealthHandler
 *    └ NotFoundHandler, and JsonErrorPages for what Jetty refuses itself
 * </pre>
 *
 * Started once, drained, stopped; {@link #start} and {@link #stop} are not for several threads at once.
 */
public final class AgentServer {
    private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
    private static final int IO_THREADS = 16;

    private final CallGate gate;
    private final ExecutorService callThreads = newCallThreads();
    private final Server server;
    private final Listeners listeners;

    /** A server that hands what is posted to {@code /rpc} to {@code calls}. */
    public AgentServer(ListenSettings settings, RequestHandler calls) {
        this(settings, calls, ServerLimits.DEFAULT);
    }

    AgentServer(ListenSettings settings, RequestHandler calls, ServerLimits limits) {
        gate = new CallGate(limits.calls());
        server = newServer(new CallHandler(calls, gate, callThreads, limits));
        listeners = new Listeners(server, settings, limits.idle());
    }

    private static Server newServer(Handler calls) {
        QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS);
        threads.setName("http");
        Server server = new Server(threads);
        server.setHandler(new BrowserGuard(routes(calls), Listeners.HTTP));
        server.setDefaultHandler(new NotFoundHandler());
        server.setErrorHandler(new JsonErrorPages());
        return server;
    }

    private static Handler routes(Handler calls) {
        PathMappingsHandler routes = new PathMappingsHandler();
        routes.addMapping(PathSpec.from("/rpc"), new MethodFilter(calls, "POST"));
        routes.addMapping(PathSpec.from("/healthz"), new MethodFilter(new HealthHandler(), "GET", "HEAD"));
        return routes;
    }

    /**
     * Without a bound of their own, since the gate has one; daemons, since a call that nobody waits for any more must
     * not keep the process.
     */
    private static ExecutorService newCallThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "rpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
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
        } catch (ListenException refused) {
            stop();
            throw refused;
        } catch (Exception failure) {
            stop();
            throw new ListenException("cannot start the server: " + failure.getMessage(), failure);
        }
    }

    /** The loopback port that is bound; empty if there is none. */
    public OptionalInt httpPort() {
        return listeners.httpPort();
    }

    /**
     * Takes no new calls, and waits for those that are running.
     *
     * @return whether all of them ended in time
     */
    public boolean drain(Duration patience) throws InterruptedException {
        gate.close();
        return gate.awaitEmpty(patience);
    }

    /** Closes everything; calls that still run go on without anybody to answer. May be called again; never throws. */
    public void stop() {
        gate.close();
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("The server did not stop cleanly", failure);
        }
        listeners.close();
        callThreads.shutdown();
    }
}
