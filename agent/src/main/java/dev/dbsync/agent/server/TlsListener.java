package dev.dbsync.agent.server;

import dev.dbsync.agent.access.FileStamp;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import dev.dbsync.agent.tls.TlsSettings;
import java.security.cert.CRL;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of what the files hold, read anew when they change. Files that do not fit together (as for the moment in which the
 * certificate is new and the key is not yet) leave what was read before at work. Where an authority or a list of
 * revoked certificates changes, the connections that were let in before are closed: it counts at once. A certificate of the
 * agent's own that is renewed disturbs nobody.
 * Thread-safe.
 */
final class TlsListener {
    private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);
    private static final String UNFIT = "they make no TLS together; put a certificate and a key of the same kind";
    private static final Duration SOON = Duration.ofDays(14);

    private TlsSettings settings;
    private final RevokingFactory factory = new RevokingFactory();
    private FileStamp stamp;
    private Set<Object> admission;
    private String complaint = "";

    /**
     * Reads the files.
     *
     * @throws ListenException if they cannot be used
     */
    TlsListener(TlsSettings settings) {
        this.settings = settings;
        this.stamp = FileStamp.of(settings.files());
        try {
            TlsMaterial material = TlsMaterial.ofServer(settings);
            admission = material.admission();
            use(settings, material);
        } catch (PemException unusable) {
            throw new ListenException("[tls] " + unusable.getMessage());
        }
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setRenegotiationAllowed(false);
        // Agents are called by address, too.
        factory.setSniRequired(false);
        factory.setEndpointIdentificationAlgorithm(null);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Takes revocation lists from memory. With them, Jetty has the JVM hold each client's certificate against them. */
    private static final class RevokingFactory extends SslContextFactory.Server {
        private volatile @Nullable List<X509CRL> revocations;

        void revoke(@Nullable List<X509CRL> lists) {
            revocations = lists;
            setValidatePeerCerts(lists != null);
        }

        @Override
        protected @Nullable Collection<? extends CRL> loadCRL(String path) {
            return revocations;
        }
    }

    private void use(TlsSettings settings, TlsMaterial material) {
        // Asked for, not insisted on: a client may come with a token instead. What it shows has to be good.
        factory.setWantClientAuth(settings.clientCa() != null);
        factory.revoke(material.revocations());
        factory.setKeyStore(material.identity());
        factory.setKeyStorePassword(TlsMaterial.PASSWORD);
        factory.setTrustStore(material.authorities());
        Instant now = Instant.now();
        if (material.expiry().isBefore(now)) {
            LOG.error(
                    "The certificate of [tls] has expired, on {}: clients will refuse it; put a new one",
                    material.expiry());
        } else if (material.expiry().isBefore(now.plus(SOON))) {
            LOG.warn("The certificate of [tls] expires on {}; put a new one before", material.expiry());
        }
    }

    /**
     * Takes the files of other settings; those of the same ones as {@link #reloadIfChanged} does.
     *
     * @param readmit runs after others than before decide about clients
     * @throws ListenException if they cannot be used; what was read before holds on then
     */
    synchronized void take(TlsSettings next, Runnable readmit) {
        if (next.equals(settings)) {
            reloadIfChanged(readmit);
            return;
        }
        FileStamp read = FileStamp.of(next.files());
        try {
            put(next, readmit);
        } catch (PemException unusable) {
            throw new ListenException("[tls] " + unusable.getMessage());
        } catch (Exception failure) {
            throw new ListenException("[tls] " + UNFIT);
        }
        settings = next;
        stamp = read;
        complaint = "";
    }

    private void put(TlsSettings next, Runnable readmit) throws Exception {
        TlsMaterial material = TlsMaterial.ofServer(next);
        factory.reload(changed -> use(next, material));
        if (!material.admission().equals(admission)) {
            admission = material.admission();
            readmit.run();
        }
    }

    /**
     * To be called every now and then.
     *
     * @param readmit runs after others than before decide about clients
     */
    synchronized void reloadIfChanged(Runnable readmit) {
        FileStamp now = FileStamp.of(settings.files());
        if (!stamp.stillHolds(now)) {
            boolean another = !stamp.looksLike(now);
            stamp = now;
            reload(another, readmit);
        }
    }

    private void reload(boolean another, Runnable readmit) {
        try {
            put(settings, readmit);
            if (another || !complaint.isEmpty()) {
                LOG.info("The files of [tls] were read anew");
            }
            complaint = "";
        } catch (PemException unusable) {
            complain(String.valueOf(unusable.getMessage()));
        } catch (Exception failure) {
            complain(UNFIT);
        }
    }

    private void complain(String text) {
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.error("The files of [tls] have changed, but cannot be used: {}. What was read before holds on.", text);
        }
    }
}
