package dev.dbsync.agent.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where an agent listens.
 *
 * @param socket unresolved where a name server would have to be asked
 * @param host what the {@code Host} header says
 * @param name how messages call it
 * @param tls whether it is spoken to with TLS
 */
record AgentAddress(SocketAddress socket, String host, String name, boolean tls) {
    private static final String UNIX = "unix:";
    private static final int HTTP_PORT = 8639;
    private static final int HTTPS_PORT = 8640;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.]+]");

    static AgentAddress unix(Path path) {
        return new AgentAddress(UnixDomainSocketAddress.of(path), "localhost", path.toString(), false);
    }

    static AgentAddress http(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        String host = (address.getAddress() instanceof Inet6Address ? "[" + ip + "]" : ip) + ":" + address.getPort();
        return new AgentAddress(address, host, "http://" + host, false);
    }

    /**
     * Reads what a person wrote: {@code https://HOST:PORT}, {@code http://} with a loopback address, or {@code unix:PATH}.
     *
     * @throws IllegalArgumentException with what is wrong and what to write, if it is none of these
     */
    static AgentAddress parse(String text) {
        if (text.startsWith(UNIX)) {
            return unix(text);
        }
        try {
            return of(new URI(text), text);
        } catch (URISyntaxException malformed) {
            throw refused(text, "is not an address");
        }
    }

    private static AgentAddress unix(String text) {
        try {
            Path path = Path.of(text.substring(UNIX.length()).replaceFirst("^///", "/"));
            if (path.isAbsolute()) {
                AgentAddress address = unix(path);
                return new AgentAddress(address.socket, address.host, text, false);
            }
        } catch (InvalidPathException unusable) {
            // is refused like a relative one
        }
        throw refused(text, "names no absolute path");
    }

    private static AgentAddress of(URI uri, String text) {
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            // Not quoted where it may hold what nobody should see.
            throw refused(
                    uri.getRawUserInfo() == null ? text : "the address", "is more, or less, than a host and a port");
        }
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
            throw refused(text, "has a path");
        }
        return switch (String.valueOf(uri.getScheme())) {
            case "https" -> https(host, uri.getPort() < 0 ? HTTPS_PORT : uri.getPort());
            case "http" -> loopback(text, host, uri.getPort() < 0 ? HTTP_PORT : uri.getPort());
            default -> throw refused(text, "is not an agent's address");
        };
    }

    private static AgentAddress https(String host, int port) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String place = host + ":" + port;
        return new AgentAddress(InetSocketAddress.createUnresolved(bare, port), place, "https://" + place, true);
    }

    /** What is sent over plain HTTP, a token too, can be read by all who carry it: so it stays on this host. */
    private static AgentAddress loopback(String text, String host, int port) {
        if (!host.equals("localhost") && !NUMERIC.matcher(host).matches()) {
            throw refused(text, "is not on this host, and plain HTTP goes nowhere else");
        }
        try {
            InetAddress address =
                    host.equals("localhost") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
            if (address.isLoopbackAddress()) {
                return http(new InetSocketAddress(address, port));
            }
        } catch (UnknownHostException malformed) {
            // is refused like any other
        }
        throw refused(text, "is not on this host, and plain HTTP goes nowhere else");
    }

    private static IllegalArgumentException refused(String text, String problem) {
        return new IllegalArgumentException(text + " " + problem
                + "; write https://HOST:8640, http://127.0.0.1:8639 or unix:/run/dbsync/agent.sock");
    }
}
