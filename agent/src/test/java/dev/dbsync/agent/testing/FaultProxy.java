package dev.dbsync.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback whose connections can be broken in the ways in which networks break them, on command or at a
 * certain moment. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    /** What happens to a connection, or to those who want one. */
    public enum Fault {
        /** Nothing is forwarded any more, either way; the connection stays open. */
        STALL,
        /** Both sides are told in good order that the other has ended: FIN. */
        CUT,
        /** Both sides are told that the connection is broken: RST. */
        RESET,
        /** Those there are live on; new ones are refused. */
        REFUSE
    }

    private static final Trigger NONE = new Trigger(Long.MAX_VALUE, Long.MAX_VALUE, () -> {});

    private final InetSocketAddress target;
    private final int port;
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private @Nullable Listener listener;
    private volatile boolean stalled;
    private volatile Duration delay = Duration.ZERO;
    private volatile Trigger trigger = NONE;

    /**
     * What waits for its moment, counted over all connections since it was set.
     *
     * @param packets from clients, after which it comes; what one read yields counts as a packet
     * @param bytes from clients, after which it comes
     * @param action what happens then
     */
    private record Trigger(long packets, long bytes, Runnable action) {}

    private long packets;
    private long bytes;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.port = listen(0);
    }

    /** A proxy for a server on a loopback port, in good order to begin with. */
    public static FaultProxy to(int serverPort) {
        try {
            return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot listen", exception);
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The same database, reached through this proxy. */
    public Credentials through(Credentials direct) {
        String url = direct.jdbcUrl().replace(":" + target.getPort() + "/", ":" + port + "/");
        return new Credentials(url, direct.user(), direct.password());
    }

    /** Breaks what there is now. */
    public void now(Fault fault) {
        switch (fault) {
            case STALL -> stalled = true;
            case CUT -> connections.forEach(ProxiedConnection::cut);
            case RESET -> connections.forEach(ProxiedConnection::reset);
            case REFUSE -> refuse();
        }
    }

    /** Breaks after so many more packets from clients: they are forwarded, and nothing after them is. */
    public synchronized void afterPackets(int number, Fault fault) {
        afterPackets(number, () -> now(fault));
    }

    /** Does something after so many more packets from clients were forwarded; after none, with the next connection. */
    public synchronized void afterPackets(int number, Runnable action) {
        packets = 0;
        trigger = new Trigger(number, Long.MAX_VALUE, action);
    }

    /** Breaks after so many more bytes from clients, with the packet that reaches that number. */
    public synchronized void afterBytes(long number, Fault fault) {
        bytes = 0;
        trigger = new Trigger(Long.MAX_VALUE, number, () -> now(fault));
    }

    /** Each packet, either way, is forwarded so much later. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Ends a stall, a delay and a refusal. Connections that were cut or reset are gone. */
    public synchronized void heal() {
        delay = Duration.ZERO;
        stalled = false;
        notifyAll();
        if (listener == null) {
            try {
                listen(port);
            } catch (IOException exception) {
                throw new UncheckedIOException("cannot listen again", exception);
            }
        }
    }

    /** Called before a packet is forwarded; returns when it may be. */
    void await() throws InterruptedException {
        Thread.sleep(delay.toMillis());
        synchronized (this) {
            while (stalled) {
                wait();
            }
        }
    }

    /** Called after a packet from a client was forwarded. */
    synchronized void forwarded(int length) {
        packets++;
        bytes += length;
        runDue();
    }

    /** Called when a connection is there, before anything from its client is forwarded. */
    synchronized void opened() {
        runDue();
    }

    private void runDue() {
        Trigger next = trigger;
        if (packets >= next.packets || bytes >= next.bytes) {
            trigger = NONE;
            next.action.run();
        }
    }

    private int listen(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        listener = new Listener(socket, start("accept", () -> acceptAll(socket)));
        return socket.getLocalPort();
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                connect(socket.accept());
            } catch (IOException closedOrNoServer) {
                // the listener was closed, which ends the loop, or the server is gone, which the client was told
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            ProxiedConnection connection =
                    new ProxiedConnection(this, client, new Socket(target.getAddress(), target.getPort()));
            connections.add(connection);
            start("client to server", connection::fromClient);
            start("server to client", connection::fromServer);
        } catch (IOException noServer) {
            client.close();
            throw noServer;
        }
    }

    private static Thread start(String purpose, Runnable work) {
        Thread thread = new Thread(work, "fault proxy, " + purpose);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private synchronized void refuse() {
        if (listener != null) {
            listener.end();
            listener = null;
        }
    }

    /** The kernel accepts connections until nobody waits for one any more: so the thread has to have ended. */
    private record Listener(ServerSocket socket, Thread thread) {
        void end() {
            try {
                socket.close();
                thread.join();
            } catch (IOException exception) {
                throw new UncheckedIOException("cannot stop listening", exception);
            } catch (InterruptedException exception) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        refuse();
        connections.forEach(ProxiedConnection::reset);
        synchronized (this) {
            trigger = NONE;
            stalled = false;
            notifyAll();
        }
    }
}
