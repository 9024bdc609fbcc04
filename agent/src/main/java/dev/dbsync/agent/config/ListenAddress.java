package dev.dbsync.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code address:port}, of this host's or of all its addresses. Asks no name server. */
final class ListenAddress {
    private static final Pattern ADDRESS_AND_PORT = Pattern.compile(
            "(\\[(?<ipv6>[0-9A-Fa-f:.]+)]|(?<ipv4>[0-9]{1,3}(\\.[0-9]{1,3}){3}))(:(?<port>[0-9]{1,5}))");

    private ListenAddress() {}

    static InetSocketAddress parse(String value) throws UnusableValueException {
        Matcher matcher = ADDRESS_AND_PORT.matcher(value);
        if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > 65535) {
            throw refused(value);
        }
        String address = matcher.group("ipv6") == null ? matcher.group("ipv4") : matcher.group("ipv6");
        try {
            return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(matcher.group("port")));
        } catch (UnknownHostException malformed) {
            throw refused(value);
        }
    }

    private static UnusableValueException refused(String value) {
        return new UnusableValueException(new Complaint(
                value,
                "is not address:port with a port from 0 to 65535",
                "write 0.0.0.0:8640, [::]:8640 or the address of one of this host's networks"));
    }
}
