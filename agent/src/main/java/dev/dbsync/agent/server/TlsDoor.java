package dev.dbsync.agent.server;

import dev.dbsync.agent.access.FileStamp;
import dev.dbsync.agent.tls.PemException;
import dev.dbsync.agent.tls.TlsMaterial;
import dev.dbsync.agent.tls.TlsSettings;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of what the files hold, read anew when they change. Files that do not fit together (as for the moment in which the
 * certificate is new and the key is not yet) leave what was read before at work. Connections that are open stay.
 */
final class TlsDoor {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);
    private static final Duration SOON = Duration.ofDays(14);

    private final TlsSettings settings;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private FileStamp stamp;
    private String complaint = "";

    /**
     * Reads the files.
     *
     * @throws ListenException if they cannot be used
     */
    TlsDoor(TlsSettings settings) {
        this.settings = settings;
        this.stamp = FileStamp.of(settings.files());
        try {
            use(TlsMaterial.ofServer(settings), factory);
        } catch (PemException unusable) {
            throw new ListenException("[tls] " + unusable.getMessage());
        }
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setRenegotiationAllowed(false);
        // Asked for, not insisted on: a client may come with a token instead. What it shows has to be good.
        factory.setWantClientAuth(settings.clientCa() != null);
        // Agents are called by address, too.
        factory.setSniRequired(false);
        factory.setEndpointIdentificationAlgorithm(null);
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    private static void use(TlsMaterial material, SslContextFactory factory) {
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

    /** To be called every now and then, by one thread. */
    void reloadIfChanged() {
        FileStamp now = FileStamp.of(settings.files());
        if (!stamp.stillHolds(now)) {
            boolean another = !stamp.looksLike(now);
            stamp = now;
            reload(another);
        }
    }

    private void reload(boolean another) {
        try {
            TlsMaterial material = TlsMaterial.ofServer(settings);
            factory.reload(changed -> use(material, changed));
            if (another || !complaint.isEmpty()) {
                LOG.info("The files of [tls] were read anew");
            }
            complaint = "";
        } catch (PemException unusable) {
            complain(String.valueOf(unusable.getMessage()));
        } catch (Exception failure) {
            complain("they make no TLS together; put a certificate and a key of the same kind");
        }
    }

    private void complain(String text) {
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.error("The files of [tls] have changed, but cannot be used: {}. What was read before holds on.", text);
        }
    }
}
