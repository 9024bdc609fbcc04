package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in, by which listener.
 *
 * <p>Without {@code tokens}, who can reach the loopback port, which every account of the host can, is a reader. With
 * them, the port asks for one. Nobody comes in by {@code https} without a token, or a certificate that has a role.
 *
 * @param unixRole what who can open the Unix socket may do; null where a token is needed there, too
 * @param unixGroup the group of the Unix socket's file; null for the process's own
 * @param https where to listen for TLS, or null not to
 * @param tls the files that {@code https} needs
 * @param tokens the file of tokens, or null for none
 * @param certificates the file that gives roles to clients' certificates, or null for none
 */
public record AccessSettings(
        @Nullable Role unixRole,
        @Nullable String unixGroup,
        @Nullable InetSocketAddress https,
        @Nullable TlsSettings tls,
        @Nullable Path tokens,
        @Nullable Path certificates) {

    /** The settings of an agent that was told nothing: this host only, and whoever gets as far is trusted. */
    public static final AccessSettings LOCAL = new AccessSettings(Role.OPERATOR, null, null, null, null, null);

    /**
     * Checks that somebody can come in.
     *
     * @throws IllegalArgumentException if a listener is there that nobody could use, or one that lacks its files
     */
    public AccessSettings {
        if (https != null && tls == null) {
            throw new IllegalArgumentException("https needs certificate and key in [tls]");
        }
        if (https != null && tokens == null && certificates == null) {
            throw new IllegalArgumentException("https needs tokens or certificates in [auth]: nobody could come in");
        }
        if (certificates != null && (tls == null || tls.clientCa() == null)) {
            throw new IllegalArgumentException("certificates needs client_ca in [tls]: nobody would show one");
        }
        if (unixRole == null && tokens == null) {
            throw new IllegalArgumentException("unix_role none needs tokens in [auth]: nobody could come in");
        }
    }
}
