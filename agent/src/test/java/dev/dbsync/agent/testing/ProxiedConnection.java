package dev.dbsync.agent.testing;

import java.io.IOException;
import java.net.Socket;

/**
 * A client's connection to a proxy and the proxy's to the server, with a thread for each direction.
 *
 * @param proxy says when a packet may be forwarded
 */
record ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
    private static final int LARGEST_PACKET = 65536;

    void fromClient() {
        proxy.opened();
        pump(client, server, true);
    }

    void fromServer() {
        pump(server, client, false);
    }

    private void pump(Socket from, Socket to, boolean counting) {
        byte[] packet = new byte[LARGEST_PACKET];
        try {
            int length = from.getInputStream().read(packet);
            while (length >= 0) {
                proxy.await();
                to.getOutputStream().write(packet, 0, length);
                if (counting) {
                    proxy.forwarded(length);
                }
                length = from.getInputStream().read(packet);
            }
            proxy.await();
            to.shutdownOutput();
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    /** The sockets stay open, so that what they have not read yet does not turn the good end into a reset. */
    void cut() {
        end(client);
        end(server);
    }

    private static void end(Socket socket) {
        try {
            if (!socket.isClosed() && !socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (IOException alreadyClosed) {
            // the other direction was faster
        }
    }

    /** A socket that lingers for no time is closed with RST. */
    void reset() {
        breakOff(client);
        breakOff(server);
    }

    private static void breakOff(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // the other direction was faster
        }
    }
}
