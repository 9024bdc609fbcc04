package dev.dbsync.agent.config;

import dev.dbsync.agent.database.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SQLAlchemy URL for PostgreSQL, whose parameters are libpq's, in the words of its JDBC driver. */
final class PostgresqlUrl {

    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final Map<String, String> SESSION_ATTRIBUTES = Map.of(
            "any", "any",
            "read-write", "primary",
            "primary", "primary");
    private static final Map<String, String> UNTRANSLATABLE = Map.of(
            "service", "a section of libpq's service file",
            "passfile", "a file of passwords",
            "sslcrl", "a list of revoked certificates",
            "dbname", "another name of the database",
            "gssencmode", "encryption by GSSAPI",
            "keepalives_idle", "seconds before the first TCP keep-alive",
            "keepalives_interval", "seconds between TCP keep-alives",
            "keepalives_count", "TCP keep-alives before giving up",
            "tcp_user_timeout", "time for data to be acknowledged");

    private final SqlAlchemyUrl url;
    private final JdbcParameters parameters = new JdbcParameters();
    private final ComplaintList complaints = new ComplaintList();
    private String hosts = "";
    private Optional<String> socket = Optional.empty();
    private @Nullable String user;
    private @Nullable String password;

    PostgresqlUrl(SqlAlchemyUrl url) {
        this.url = url;
        this.user = url.user();
        this.password = url.password();
    }

    DatabaseAddress toAddress() throws UnusableValueException {
        complaints.gather(this::readHosts);
        complaints.gather(() -> url.requireDatabase());
        url.forEachParameter(complaints, this::translate);
        complaints.throwIfAny();
        keepCertificateCheck();
        socket.ifPresent(this::connectTo);
        String database = encoded(String.valueOf(url.database()));
        return new DatabaseAddress(
                "jdbc:postgresql://" + hosts + "/" + database + parameters.render(PostgresqlUrl::encoded),
                user,
                password);
    }

    private void readHosts() throws UnusableValueException {
        PostgresqlHosts named = new PostgresqlHosts(url);
        socket = named.unixSocket();
        hosts = socket.isPresent() ? "localhost" : named.inUrl();
    }

    /** libpq speaks no TLS on a Unix socket, whatever the URL says. */
    private void connectTo(String path) {
        parameters.put("socketFactoryArg", path);
        parameters.put("sslmode", "disable");
    }

    private void translate(Parameter parameter) throws UnusableValueException {
        switch (parameter.name()) {
            case "host", "port" -> {} // PostgresqlHosts reads them
            case "user" -> user = parameter.value();
            case "password" -> password = parameter.value();
            case "client_encoding" -> parameter.oneOf(List.of("utf8", "UTF8", "utf-8", "UTF-8")); // JDBC's only one
            case "sslmode" -> parameters.put("sslmode", parameter.oneOf(SSL_MODES));
            case "sslrootcert", "sslcert", "sslkey" -> parameters.put(parameter.name(), parameter.path());
            case "sslpassword" -> parameters.put("sslpassword", parameter.value());
            case "connect_timeout" -> parameters.put("connectTimeout", parameter.seconds());
            case "application_name" -> parameters.put("ApplicationName", parameter.value());
            case "options" -> parameters.put("options", parameter.sessionOptions());
            case "keepalives" -> parameters.put("tcpKeepAlive", parameter.flag());
            case "target_session_attrs" -> parameters.put("targetServerType", parameter.translated(SESSION_ATTRIBUTES));
            default -> throw parameter.untranslatable(UNTRANSLATABLE.get(parameter.name()));
        }
    }

    /** With a root certificate, libpq's {@code require} checks the server's; the JDBC driver's does not. */
    private void keepCertificateCheck() {
        if (parameters.has("sslmode", "require") && parameters.has("sslrootcert")) {
            parameters.put("sslmode", "verify-ca");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
