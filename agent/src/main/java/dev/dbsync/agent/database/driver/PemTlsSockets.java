package dev.dbsync.agent.database.driver;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * TLS for MariaDB's JDBC driver with a client's certificate in PEM form, where the driver's own takes a key store. The
 * driver finds it by its name in {@code tlsSocketType}. Stateless.
 */
public final class PemTlsSockets extends DefaultTlsSocketPlugin {
    /** The value of {@code tlsSocketType} that means this. */
    public static final String TYPE = "PEM";
    /** The parameter of the JDBC URL that names the certificate's file. */
    public static final String CERTIFICATE = "pemCertificate";
    /** The parameter of the JDBC URL that names the key's file. */
    public static final String KEY = "pemKey";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) throws SQLException {
        Properties options = configuration.nonMappedOptions();
        return PemIdentity.keyManagers(
                Path.of(options.getProperty(CERTIFICATE, "")), Path.of(options.getProperty(KEY, "")));
    }
}
