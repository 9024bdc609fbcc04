package dev.dbsync.agent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a PostgreSQL URL, in the three ways to name them: {@code @host:port/}, {@code ?host=a,b&port=1,2} and
 * {@code ?host=a:1&host=b:2}.
 */
final class PostgresqlHosts {

    private static final String DEFAULT_PORT = "5432";
    private static final Pattern PORTS = Pattern.compile("[0-9]{0,5}(,[0-9]{0,5})*");

    private final SqlAlchemyUrl url;

    PostgresqlHosts(SqlAlchemyUrl url) {
        this.url = url;
    }

    /** The path of the Unix socket, if the one host is a folder, as libpq makes it of folder and port. */
    Optional<String> unixSocket() throws UnusableValueException {
        List<String> named = url.parameters().getOrDefault("host", List.of());
        String folder = named.size() == 1 ? named.get(0) : "";
        if (!folder.startsWith("/") || folder.indexOf(',') >= 0) {
            return Optional.empty();
        }
        String port = String.join(",", ports());
        return Optional.of(
                new Parameter("host", folder).path() + "/.s.PGSQL." + (port.isEmpty() ? DEFAULT_PORT : port));
    }

    /** {@code host:port,host:port}. */
    String inUrl() throws UnusableValueException {
        List<String> named = url.parameters().getOrDefault("host", List.of());
        if (named.size() > 1) {
            return eachWithItsPort(named);
        }
        String hosts = named.isEmpty() ? url.host() : named.get(0);
        if (hosts == null || hosts.isEmpty()) {
            throw new UnusableValueException(new Complaint(
                    "names no host: SQLAlchemy's driver would use a Unix socket in a folder that it was built with",
                    "name it, as in postgresql://user:password@/database?host=/var/run/postgresql"));
        }
        return paired(hosts, ports());
    }

    private String paired(String hosts, String[] ports) throws UnusableValueException {
        String[] names = hosts.split(",", -1);
        if (ports.length != 1 && ports.length != names.length) {
            throw new UnusableValueException(
                    new Complaint("names other numbers of hosts and of ports", "write one port, or one for each host"));
        }
        List<String> pairs = new ArrayList<>();
        for (int index = 0; index < names.length; index++) {
            pairs.add(pair(names[index], ports[ports.length == 1 ? 0 : index]));
        }
        return String.join(",", pairs);
    }

    private String eachWithItsPort(List<String> named) throws UnusableValueException {
        if (url.port() != null || url.parameters().containsKey("port")) {
            throw new UnusableValueException(
                    new Complaint("names ports in two ways", "write host=a,b&port=1,2 or host=a:1&host=b:2"));
        }
        List<String> pairs = new ArrayList<>();
        for (String token : named) {
            int colon = token.indexOf(':');
            pairs.add(colon < 0 ? pair(token, "") : pair(token.substring(0, colon), token.substring(colon + 1)));
        }
        return String.join(",", pairs);
    }

    private String[] ports() throws UnusableValueException {
        List<String> named = url.parameters().getOrDefault("port", List.of());
        String ports = named.isEmpty() ? text(url.port()) : named.get(0);
        return checked(ports).split(",", -1);
    }

    private static String pair(String host, String port) throws UnusableValueException {
        if (host.startsWith("/")) {
            throw new UnusableValueException(new Complaint(
                    "names a Unix socket among several hosts, or outside of ?host=",
                    "name it alone, as in postgresql://user:password@/database?host=/var/run/postgresql"));
        }
        String name = HostNames.inUrl(host);
        return checked(port).isEmpty() ? name : name + ":" + port;
    }

    private static String checked(String ports) throws UnusableValueException {
        if (!PORTS.matcher(ports).matches()) {
            throw new UnusableValueException(
                    new Complaint("has a port that is not a number", "write numbers, such as port=5432"));
        }
        return ports;
    }

    private static String text(@Nullable Integer port) {
        return port == null ? "" : port.toString();
    }
}
