package dev.dbsync.agent.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes the context of TLS clients. */
public final class ClientContext {
    private ClientContext() {}

    /** A context with the client's keys and authorities. */
    public static SSLContext of(TlsMaterial material) {
        return context(material, authorities(material));
    }

    /** A context with the client's keys that believes every server, for those who ask for encryption alone. */
    public static SSLContext ofUnchecked(TlsMaterial material) {
        return context(material, new TrustManager[] {new Believer()});
    }

    private static SSLContext context(TlsMaterial material, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(material), trust, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    /** Managers that show the client's certificate; none where it has none. */
    public static KeyManager[] keys(TlsMaterial material) {
        if (material.identity() == null) {
            return new KeyManager[0];
        }
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(material.identity(), TlsMaterial.PASSWORD.toCharArray());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    /** Managers that believe the authorities. */
    public static TrustManager[] authorities(TlsMaterial material) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(material.authorities());
            return factory.getTrustManagers();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    private static final class Believer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
