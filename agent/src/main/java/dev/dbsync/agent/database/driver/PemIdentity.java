package dev.dbsync.agent.database.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

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
        Certificate[] chain = chain(certificate);
        PrivateKey secret = PemKey.read(key);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", secret, NO_SECRET, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_SECRET);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException unfit) {
            throw refused("the key " + key + " does not fit the certificate " + certificate, unfit);
        }
    }

    private static Certificate[] chain(Path file) throws SQLException {
        try (InputStream stream = Files.newInputStream(file)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509").generateCertificates(stream).stream()
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw refused("there is no certificate in " + file, null);
            }
            return chain;
        } catch (GeneralSecurityException malformed) {
            throw refused("there is no usable certificate in " + file, malformed);
        } catch (IOException unreadable) {
            throw refused("the certificate " + file + " cannot be read", unreadable);
        }
    }

    static String text(Path file) throws SQLException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw refused("the key " + file + " cannot be read", unreadable);
        }
    }

    static SQLException refused(String problem, @Nullable Exception cause) {
        return new SQLException(problem, "08000", cause);
    }
}
