package dev.dbsync.agent.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A database server that takes connections and says nothing, until it hangs up: whoever connects is kept waiting. */
final class SilentServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Socket> connections = new ArrayList<>();

    SilentServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                synchronized (this) {
                    connections.add(connection);
                }
            }
        } catch (IOException closed) {
            // as it was asked to
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Waits until so many have connected in all. */
    void awaitConnections(int count) {
        await().until(() -> connections() >= count);
    }

    private synchronized int connections() {
        return connections.size();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }

    synchronized void hangUp() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
