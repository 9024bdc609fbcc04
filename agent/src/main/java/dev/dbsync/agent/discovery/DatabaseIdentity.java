package dev.dbsync.agent.discovery;

import dev.dbsync.agent.database.DatabaseAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells physical databases apart by their addresses: server, port and name, whoever connects and with what parameters.
 * Names of servers are compared as they are written; this host's are one.
 */
final class DatabaseIdentity {
    private static final Pattern SERVERS = Pattern.compile(
            "jdbc:(?<engine>\\w+):(?:[\\w-]+:)?//(?<servers>[^/?]*)/(?<database>[^?]*)(?:\\?(?<parameters>.*))?");
    private static final Pattern SERVER = Pattern.compile("(?<host>\\[[^\\]]*]|[^:]*)(?::(?<port>\\d+))?");
    private static final Map<String, String> PORTS = Map.of("mariadb", "3306", "postgresql", "5432");
    private static final List<String> THIS_HOST = List.of("", "localhost", "127.0.0.1", "[::1]");
    /** They choose among the databases, or schemas, behind one address. */
    private static final List<String> TELLING =
            List.of("currentSchema=", "options=", "socketFactoryArg=", "unixSocketPath=");

    private DatabaseIdentity() {}

    /** A text that is the same for the same database. Holds no secret. */
    static String of(DatabaseAddress address) {
        Matcher url = SERVERS.matcher(address.jdbcUrl());
        if (!url.matches()) {
            return address.describe();
        }
        String servers = Stream.of(url.group("servers").split(",", -1))
                .map(server -> server(server, PORTS.getOrDefault(url.group("engine"), "")))
                .sorted()
                .collect(Collectors.joining(","));
        return url.group("engine") + "://" + servers + "/" + url.group("database") + telling(url.group("parameters"));
    }

    private static String server(String text, String defaultPort) {
        Matcher server = SERVER.matcher(text.toLowerCase(Locale.ROOT));
        if (!server.matches()) {
            return text;
        }
        String host = THIS_HOST.contains(server.group("host")) ? "localhost" : server.group("host");
        return host + ":" + (server.group("port") == null ? defaultPort : server.group("port"));
    }

    private static String telling(@Nullable String parameters) {
        return Stream.of(parameters == null ? new String[0] : parameters.split("&"))
                .filter(parameter -> TELLING.stream().anyMatch(parameter::startsWith))
                .sorted()
                .collect(Collectors.joining("&", " ", ""));
    }
}
