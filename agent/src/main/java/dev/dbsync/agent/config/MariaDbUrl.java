package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.driver.DriverSockets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A SQLAlchemy URL for MySQL or MariaDB, in the words of MariaDB's JDBC driver, which serves both. */
final class MariaDbUrl {

    // The driver decodes nothing in its URL: what it could take for the URL's own can be part of neither.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}_$.%+~-]+");
    private static final Pattern VALUE = Pattern.compile("[^&?#;\\s\\p{Cntrl}]*");
    private static final Map<String, String> UNTRANSLATABLE = Map.of(
            "write_timeout", "seconds for a write",
            "client_flag", "bits of the MySQL protocol",
            "local_infile", "loading of local files",
            "init_command", "a statement for each connection",
            "sql_mode", "the session's SQL mode",
            "plugin", "an extension of SQLAlchemy's");

    private final SqlAlchemyUrl url;
    private final MariaDbTls tls = new MariaDbTls();
    private final JdbcParameters parameters = new JdbcParameters();
    private final ComplaintList complaints = new ComplaintList();
    private String host = "localhost"; // as PyMySQL does without one

    MariaDbUrl(SqlAlchemyUrl url) {
        this.url = url;
    }

    DatabaseAddress toAddress() throws UnusableValueException {
        complaints.gather(() -> readHost());
        complaints.gather(() -> requireWritable("database's name", url.requireDatabase(), NAME));
        url.forEachParameter(complaints, this::translate);
        complaints.gather(tls::check);
        complaints.throwIfAny();
        tls.addTo(parameters);
        return new DatabaseAddress(
                "jdbc:mariadb://" + host + "/" + url.database() + parameters.render(UnaryOperator.identity()),
                url.user(),
                url.password());
    }

    private void readHost() throws UnusableValueException {
        if (url.host() != null) {
            host = HostNames.inUrl(url.host());
        }
        if (url.port() != null) {
            host += ":" + url.port();
        }
    }

    private void translate(Parameter parameter) throws UnusableValueException {
        switch (parameter.name()) {
            // The driver always speaks utf8mb4, of which the others are subsets.
            case "charset" -> parameter.oneOf(List.of("utf8", "utf8mb3", "utf8mb4"));
            case "use_unicode" -> parameter.flag(); // Java's strings are nothing else
            case "connect_timeout" -> parameters.put("connectTimeout", parameter.seconds() * 1000L);
            case "read_timeout" -> parameters.put("socketTimeout", parameter.seconds() * 1000L);
            case "unix_socket" -> connectTo(parameter);
            case "bind_address" -> bindTo(parameter);
            case "compress" -> parameters.put("useCompression", parameter.flag());
            case "plugin" -> allowStatementCounter(parameter);
            default -> translateTls(parameter);
        }
    }

    private void translateTls(Parameter parameter) throws UnusableValueException {
        if (!MariaDbTls.knows(parameter.name())) {
            throw parameter.untranslatable(UNTRANSLATABLE.get(parameter.name()));
        }
        requireWritable("parameter " + parameter.name(), parameter.value(), VALUE);
        tls.read(parameter);
    }

    /** The host is passed over then, as PyMySQL does. */
    private void connectTo(Parameter socket) throws UnusableValueException {
        requireWritable("parameter unix_socket", socket.value(), VALUE);
        parameters.put(DriverSockets.PATH, socket.path());
    }

    private void bindTo(Parameter address) throws UnusableValueException {
        parameters.put("localSocketAddress", HostNames.inUrl(address.value()).replaceAll("[\\[\\]]", ""));
    }

    /** DevStack adds it to each of Nova's URLs; it counts statements on the client's side. */
    private static void allowStatementCounter(Parameter parameter) throws UnusableValueException {
        if (!parameter.value().equals("dbcounter")) {
            throw parameter.untranslatable(UNTRANSLATABLE.get("plugin"));
        }
    }

    private static void requireWritable(String what, String text, Pattern writable) throws UnusableValueException {
        if (!writable.matcher(text).matches()) {
            throw new UnusableValueException(new Complaint(
                    "has a " + what
                            + " with a character that MariaDB's JDBC driver cannot be told, such as & or a space",
                    "rename it"));
        }
    }
}
