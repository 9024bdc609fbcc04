package dev.dbsync.agent.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The PEM files of a server.
 *
 * @param certificate its certificate first, then the chain up to, but not necessarily with, the authority's
 * @param clientCa the authorities of clients; null if clients are not asked for certificates
 * @param clientCrl the revocation lists of those authorities, in PEM or DER; null if no certificate is compared with one
 */
public record TlsSettings(Path certificate, Path key, @Nullable Path clientCa, @Nullable Path clientCrl) {

    /** All of the files. */
    public List<Path> files() {
        return Stream.of(certificate, key, clientCa, clientCrl)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
