package dev.dbsync.agent.cells;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL as Python's {@code urlparse} takes it apart, by the names that templates of cells' URLs have for its parts. What
 * is not there reads {@code None}, as Python prints it.
 *
 * @see <a href="https://docs.openstack.org/nova/latest/admin/cells.html">Nova, template URLs in cell mappings</a>
 */
final class UrlParts {
    private static final String NONE = "None";
    private static final Pattern SCHEME =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern REST = Pattern.compile(
            "(?://(?<netloc>[^/?#]*))?(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#(?<fragment>.*))?", Pattern.DOTALL);
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(%[^%\\]]+)?](:.*)?");
    private static final Pattern PORT = Pattern.compile("0*[0-9]{1,5}");

    private final Map<String, String> parts = new HashMap<>();

    private UrlParts() {}

    /** The parts; empty where Python would refuse the URL. */
    static Optional<Map<String, String>> of(String url) {
        UrlParts parts = new UrlParts();
        return parts.read(url.replaceAll("[\\t\\r\\n]", "")) ? Optional.of(parts.parts) : Optional.empty();
    }

    private boolean read(String url) {
        Matcher scheme = SCHEME.matcher(url);
        boolean schemed = scheme.matches();
        put("scheme", schemed ? scheme.group("scheme").toLowerCase(Locale.ROOT) : "");
        Matcher rest = REST.matcher(schemed ? scheme.group("rest") : url);
        if (!rest.matches()) {
            return false;
        }
        put("path", rest.group("path").replaceFirst("^/+", ""));
        put("query", rest.group("query") == null ? "" : rest.group("query"));
        put("fragment", rest.group("fragment") == null ? "" : rest.group("fragment"));
        return readNetworkLocation(rest.group("netloc") == null ? "" : rest.group("netloc"));
    }

    private boolean readNetworkLocation(String netloc) {
        int at = netloc.lastIndexOf('@');
        // A bracket anywhere means to Python that the host is in brackets.
        boolean bracketed = netloc.contains("[") || netloc.contains("]");
        if (bracketed && !IPV6.matcher(netloc.substring(at + 1)).matches()) {
            return false;
        }
        String user = at < 0 ? null : netloc.substring(0, at);
        int colon = user == null ? -1 : user.indexOf(':');
        put("username", user == null || colon < 0 ? user : user.substring(0, colon));
        put("password", user == null || colon < 0 ? null : user.substring(colon + 1));
        return readHost(netloc.substring(at + 1)) && readServers(netloc);
    }

    private boolean readHost(String host) {
        int open = host.indexOf('[');
        int close = host.indexOf(']', open + 1);
        boolean bracketed = open >= 0;
        String behind = bracketed ? host.substring(close + 1) : host;
        String name = bracketed ? host.substring(open + 1, close) : before(host, ':');
        put("hostname", name.isEmpty() ? null : lowerCased(name));
        return readPort(behind.indexOf(':') < 0 ? "" : behind.substring(behind.indexOf(':') + 1));
    }

    /** The zone of an address keeps its case. */
    private static String lowerCased(String host) {
        int zone = host.indexOf('%');
        return zone < 0
                ? host.toLowerCase(Locale.ROOT)
                : host.substring(0, zone).toLowerCase(Locale.ROOT) + host.substring(zone);
    }

    private boolean readPort(String port) {
        if (port.isEmpty()) {
            put("port", null);
            return true;
        }
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65535) {
            return false;
        }
        put("port", String.valueOf(Integer.parseInt(port)));
        return true;
    }

    /** Several servers with a comma between, as {@code username1}, {@code hostname2} and so on. */
    private boolean readServers(String netloc) {
        if (!netloc.contains(",")) {
            return true;
        }
        int number = 0;
        for (String server : netloc.split(",", -1)) {
            number++;
            if (!readServer(server, number)) {
                return false;
            }
        }
        return true;
    }

    /** As Nova's {@code _parse_netloc}: without a name there is an empty user, and a port keeps an address's colon. */
    private boolean readServer(String server, int number) {
        int at = server.indexOf('@');
        String user = at < 0 ? "" : server.substring(0, at);
        String host = server.substring(at + 1);
        put("username" + number, before(user, ':'));
        put("password" + number, user.indexOf(':') < 0 ? null : user.substring(user.indexOf(':') + 1));
        if (host.startsWith("[")) {
            put("hostname" + number, before(host, ']').substring(1));
            put("port" + number, host.substring(host.indexOf(']') + 1));
            return host.indexOf(']') >= 0;
        }
        put("hostname" + number, before(host, ':'));
        put("port" + number, host.indexOf(':') < 0 ? null : host.substring(host.indexOf(':') + 1));
        return true;
    }

    private static String before(String text, char separator) {
        int index = text.indexOf(separator);
        return index < 0 ? text : text.substring(0, index);
    }

    private void put(String name, @Nullable String part) {
        parts.put(name, part == null ? NONE : part);
    }
}
