package dev.dbsync.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code host:port} where the host is this one: plain HTTP is for nobody else. Asks no name server. */
final class LoopbackAddress {

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<host>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private LoopbackAddress() {}

    static InetSocketAddress parse(String value) throws UnusableValueException {
        Matcher matcher = HOST_AND_PORT.matcher(value);
        if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > 65535) {
            throw refused(value, "is not host:port with a port from 0 to 65535");
        }
        int port = Integer.parseInt(matcher.group("port"));
        String ipv6 = matcher.group("ipv6");
        return new InetSocketAddress(address(value, ipv6 == null ? matcher.group("host") : ipv6), port);
    }

    private static InetAddress address(String value, String host) throws UnusableValueException {
        if (host.equals("localhost")) {
            return InetAddress.getLoopbackAddress();
        }
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            throw refused(value, "is not a loopback address");
        }
        try {
            return requireLoopback(value, InetAddress.getByName(host));
        } catch (UnknownHostException malformed) {
            throw refused(value, "is not an address");
        }
    }

    private static InetAddress requireLoopback(String value, InetAddress address) throws UnusableValueException {
        if (!address.isLoopbackAddress()) {
            throw refused(value, "is not a loopback address");
        }
        return address;
    }

    private static UnusableValueException refused(String value, String problem) {
        return new UnusableValueException(
                new Complaint(value, problem, "write 127.0.0.1:8639, [::1]:8639 or localhost:8639"));
    }
}
