package dev.dbsync.agent.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.PathMappingsHandler;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
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
    private static final String HTTP = "http";
    private static final int IO_THREADS = 16;

    private final ServerLimits limits;
    private final CallGate gate;
    private final ExecutorService callThreads = newCallThreads();
    private final Server server;
    private final @Nullable ServerConnector http;
    private final @Nullable UnixDomainServerConnector unix;
    private final @Nullable UnixSocketFile socketFile;

    /** A server that hands what is posted to {@code /rpc} to {@code calls}. */
    public AgentServer(ListenSettings settings, RequestHandler calls) {
        this(settings, calls, ServerLimits.DEFAULT);
    }

    AgentServer(ListenSettings settings, RequestHandler calls, ServerLimits limits) {
        this.limits = limits;
        gate = new CallGate(limits.calls());
        server = newServer(new CallHandler(calls, gate, callThreads, limits));
        http = settings.http() == null ? null : httpConnector(settings.http());
        unix = settings.unixSocket() == null ? null : unixConnector();
        socketFile = settings.unixSocket() == null ? null : new UnixSocketFile(settings.unixSocket());
    }

    private static Server newServer(Handler calls) {
        QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS);
        threads.setName("http");
        Server server = new Server(threads);
        server.setHandler(new BrowserGuard(routes(calls), HTTP));
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

    /** As many as the gate lets in; daemons, since a call that nobody is answered any more must not keep the process. */
    private static ExecutorService newCallThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "rpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private ServerConnector httpConnector(InetSocketAddress address) {
        ServerConnector connector = new ServerConnector(server, 1, 1, httpProtocol());
        connector.setName(HTTP);
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        return connector;
    }

    private UnixDomainServerConnector unixConnector() {
        UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 1, 1, httpProtocol());
        connector.setName("unix");
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        return connector;
    }

    private static HttpConnectionFactory httpProtocol() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }

    /**
     * Binds, and serves from then on.
     *
     * @throws ListenException if a place to listen at cannot be had; nothing is left behind then
     */
    public void start() {
        try {
            openHttp();
            stageUnix();
            server.start();
            publishUnix();
        } catch (Exception failure) {
            stopAfter(failure);
            throw failure instanceof ListenException known
                    ? known
                    : new ListenException("cannot start the server (" + failure + ")", failure);
        }
    }

    /** Apart from the start of all, to tell a port that is taken from anything else. */
    private void openHttp() {
        if (http == null) {
            return;
        }
        try {
            http.open();
        } catch (IOException failure) {
            String message = "cannot listen on " + http.getHost() + ":" + http.getPort()
                    + ", which another process may be using; stop that, or set another port";
            throw new ListenException(message, failure);
        }
    }

    private void stageUnix() {
        if (unix != null) {
            unix.setUnixDomainPath(Objects.requireNonNull(socketFile).stage());
        }
    }

    private void publishUnix() {
        if (socketFile != null) {
            socketFile.publish();
        }
    }

    private void stopAfter(Exception failure) {
        try {
            stop();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** The loopback port that is bound; empty if there is none. */
    public OptionalInt httpPort() {
        return http != null && http.getLocalPort() > 0 ? OptionalInt.of(http.getLocalPort()) : OptionalInt.empty();
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

    /** Closes everything; calls that still run go on without anybody to answer. May be called again. */
    public void stop() {
        gate.close();
        try {
            server.stop();
        } catch (Exception failure) {
            LOG.warn("The server did not stop cleanly", failure);
        }
        if (http != null) {
            http.close();
        }
        removeSocketFile();
        callThreads.shutdown();
    }

    private void removeSocketFile() {
        try {
            if (socketFile != null) {
                socketFile.remove();
            }
        } catch (IOException failure) {
            LOG.warn("The Unix socket's file could not be removed", failure);
        }
    }
}
