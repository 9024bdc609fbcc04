package dev.dbsync.agent.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes the context of TLS clients. */
public final class ClientContext {
    private ClientContext() {}

    /** A context with the client's keys and authorities. */
    public static SSLContext of(TlsMaterial material) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(material.identity()), authorities(material.authorities()), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java machine has no TLS", impossible);
        }
    }

    private static KeyManager @Nullable [] keys(@Nullable KeyStore identity) throws GeneralSecurityException {
        if (identity == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, TlsMaterial.PASSWORD.toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] authorities(@Nullable KeyStore authorities)
            throws GeneralSecurityException {
        if (authorities == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }
}
