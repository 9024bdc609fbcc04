package dev.dbsync.agent.database.driver;

import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.PemFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.sql.SQLException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A certificate and its key in PEM files, for JSSE. */
final class PemIdentity {
    /** Guards nothing: the store never leaves this process's memory. */
    private static final char[] NO_SECRET = "in memory".toCharArray();

    private PemIdentity() {}

    /**
     * Managers that show the certificate when asked for one.
     *
     * @param certificate the chain, the client's own certificate first
     * @param key the key, not encrypted; may be in the same file
     * @throws SQLException if one cannot be read or understood; its message names the file, and nothing of its content
     */
    static KeyManager[] keyManagers(Path certificate, Path key) throws SQLException {
        try {
            Certificate[] chain = new PemFile(certificate).certificates().toArray(Certificate[]::new);
            PrivateKey secret = new PemFile(key).key();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", secret, NO_SECRET, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_SECRET);
            return factory.getKeyManagers();
        } catch (PemException unusable) {
            throw refused(String.valueOf(unusable.getMessage()), unusable);
        } catch (GeneralSecurityException | IOException unfit) {
            throw refused("the key " + key + " does not fit the certificate " + certificate, unfit);
        }
    }

    private static SQLException refused(String problem, Exception cause) {
        return new SQLException(problem, "08000", cause);
    }
}
