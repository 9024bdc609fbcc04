package dev.dbsync.agent.database.driver;

import dev.dbsync.agent.tls.ClientContext;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS for PostgreSQL's JDBC driver from PEM files, where the driver's own opens whatever it is told. The driver makes one of
 * these by its name in {@code sslfactory}, and checks the server's name itself. Without authorities of its own it believes
 * those that the JVM does.
 */
public final class PostgresqlTls extends WrappedFactory {

    /**
     * As the driver calls it.
     *
     * @throws PemException if a file cannot be used; the message names it
     */
    public PostgresqlTls(Properties settings) throws PemException, SQLException {
        boolean checked = SslMode.of(settings).verifyCertificate();
        TlsMaterial material = TlsMaterial.of(
                path(PGProperty.SSL_CERT, settings),
                path(PGProperty.SSL_KEY, settings),
                PGProperty.SSL_PASSWORD.getOrDefault(settings),
                checked ? path(PGProperty.SSL_ROOT_CERT, settings) : null);
        factory = (checked ? ClientContext.of(material) : ClientContext.ofUnchecked(material)).getSocketFactory();
    }

    /** Says what is wrong with the files of a URL: the driver would only say that there is no connection. */
    public static void check(String url, Properties properties) throws SQLException {
        try {
            new PostgresqlTls(Objects.requireNonNull(Driver.parseURL(url, properties), "a URL that was checked"));
        } catch (PemException unusable) {
            throw new SQLException(unusable.getMessage(), "08000", unusable);
        }
    }

    private static @Nullable Path path(PGProperty property, Properties settings) {
        String name = property.getOrDefault(settings);
        return name == null ? null : Path.of(name);
    }
}
