package dev.dbsync.agent.database.driver;

import dev.dbsync.agent.tls.ClientContext;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.export.SslMode;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * TLS for MariaDB's JDBC driver from PEM files, where the driver's own opens whatever it is told, and takes a client's
 * certificate from a key store. The driver finds it by its name in {@code tlsSocketType}. Stateless.
 */
public final class PemTlsSockets extends DefaultTlsSocketPlugin {
    /** The value of {@code tlsSocketType} that means this. */
    public static final String TYPE = "PEM";
    /** The parameter of the JDBC URL that names the authorities' file; the driver's own. */
    public static final String AUTHORITIES = "serverSslCert";
    /** The parameter of the JDBC URL that names the certificate's file. */
    public static final String CERTIFICATE = "pemCertificate";
    /** The parameter of the JDBC URL that names the key's file. */
    public static final String KEY = "pemKey";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(Configuration configuration, ExceptionFactory exceptions, HostAddress host)
            throws SQLException {
        return configuration.serverSslCert() == null || configuration.sslMode() == SslMode.TRUST
                ? super.getTrustManager(configuration, exceptions, host)
                : ClientContext.authorities(material(null, null, configuration.serverSslCert()));
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) throws SQLException {
        Properties options = configuration.nonMappedOptions();
        return options.getProperty(CERTIFICATE) == null
                ? super.getKeyManager(configuration, exceptions)
                : ClientContext.keys(material(options.getProperty(CERTIFICATE), options.getProperty(KEY), null));
    }

    private static TlsMaterial material(
            @Nullable String certificate, @Nullable String key, @Nullable String authorities) throws SQLException {
        try {
            return TlsMaterial.of(path(certificate), path(key), path(authorities));
        } catch (PemException unusable) {
            throw new SQLException(unusable.getMessage(), "08000", unusable);
        }
    }

    private static @Nullable Path path(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }
}
