package dev.dbsync.agent.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HexFormat;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The other side of a connection, as far as the operating system knows it. */
final class Peer {
    /** Whoever has one address of IPv6 has all of its network. */
    private static final int NETWORK_BYTES = 8;

    private Peer() {}

    /** Where a request comes from: address and port, or the account that opened the Unix socket. */
    static String describe(Request request) {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        if (remote instanceof InetSocketAddress address) {
            return text(address.getAddress()) + ":" + address.getPort();
        }
        return "user " + user(request);
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** The account that opened the Unix socket. */
    static String user(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                return channel.getOption(ExtendedSocketOptions.SO_PEERCRED)
                        .user()
                        .getName();
            } catch (IOException | UnsupportedOperationException unknown) {
                return "unknown";
            }
        }
        return "unknown";
    }

    /** What all requests of the same host share. */
    static String host(Request request) {
        if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote) {
            byte[] address = remote.getAddress().getAddress();
            boolean network = remote.getAddress() instanceof Inet6Address;
            return HexFormat.of().formatHex(network ? Arrays.copyOf(address, NETWORK_BYTES) : address);
        }
        return ListenerKind.of(request).label();
    }
}
