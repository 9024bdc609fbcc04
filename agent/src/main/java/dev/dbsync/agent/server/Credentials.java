package dev.dbsync.agent.server;

import dev.dbsync.agent.access.AccessFile;
import dev.dbsync.agent.access.AccessFileException;
import dev.dbsync.agent.access.Caller;
import dev.dbsync.agent.access.CertificateNames;
import dev.dbsync.agent.access.CertificateRoles;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.access.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint.SslSessionData;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who a request comes from: by its token if it carries one, else by the listener that it came through. A wrong token is not
 * made good by the listener: who shows one means it.
 */
final class Credentials {
    /** RFC 6750, of a length that no header of a sane client has. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");

    /** RFC 7617: a browser's way to show a token, as the password. */
    private static final Pattern BASIC = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]{1,1024}={0,2}) *");

    private static final Admission NO_TOKEN =
            new Admission.Refused(HttpStatus.UNAUTHORIZED_401, "A token is needed: Authorization: Bearer.");
    private static final Admission BAD_TOKEN =
            new Admission.Refused(HttpStatus.UNAUTHORIZED_401, "The token is not valid.");
    private static final Admission EXPIRED =
            new Admission.Refused(HttpStatus.UNAUTHORIZED_401, "The certificate is not valid at this time.");
    private static final Admission UNKNOWN_CERTIFICATE =
            new Admission.Refused(HttpStatus.FORBIDDEN_403, "The certificate has no role here.");

    private final @Nullable Role unixRole;
    private final @Nullable AccessFile<Tokens> tokens;
    private final @Nullable AccessFile<CertificateRoles> certificates;

    /**
     * Reads the files.
     *
     * @throws ListenException if one cannot be used
     */
    Credentials(AccessSettings settings) {
        unixRole = settings.unixRole();
        tokens = read("tokens", settings.tokens(), AccessFile::ofTokens);
        certificates = read("certificates", settings.certificates(), AccessFile::ofCertificates);
    }

    @FunctionalInterface
    private interface Reader<T> {
        AccessFile<T> read(Path path) throws AccessFileException;
    }

    private static <T> @Nullable AccessFile<T> read(String key, @Nullable Path path, Reader<T> reader) {
        try {
            return path == null ? null : reader.read(path);
        } catch (AccessFileException unusable) {
            throw new ListenException("[auth] " + key + ": " + unusable.getMessage());
        }
    }

    Admission of(Request request) {
        List<String> authorization = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        if (tokens != null && !authorization.isEmpty()) {
            return authorization.size() == 1
                    ? byToken(tokens.content(), authorization.get(0), onlyLooks(request))
                    : BAD_TOKEN;
        }
        return switch (ListenerKind.of(request)) {
            case UNIX -> unixRole == null ? NO_TOKEN : granted("socket user " + Peer.user(request), unixRole);
            case HTTP -> tokens == null ? granted("loopback", Role.READER) : NO_TOKEN;
            case HTTPS -> byCertificate(request);
        };
    }

    private static Admission granted(String name, Role role) {
        return new Admission.Granted(new Caller(name, role));
    }

    /**
     * Whether the request asks for a page. A browser sends a password that it was told once with whatever another site has it ask
     * for: so with a password one may look, and call nothing.
     */
    static boolean onlyLooks(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    private static Admission byToken(Tokens known, String authorization, boolean onlyLooks) {
        Matcher bearer = BEARER.matcher(authorization);
        if (bearer.matches()) {
            return known.find(bearer.group(1))
                    .map(entry -> granted("token " + entry.name(), entry.role()))
                    .orElse(BAD_TOKEN);
        }
        return onlyLooks
                ? password(authorization)
                        .flatMap(known::find)
                        .map(entry -> granted("token " + entry.name(), Role.READER))
                        .orElse(BAD_TOKEN)
                : BAD_TOKEN;
    }

    private static Optional<String> password(String authorization) {
        Matcher basic = BASIC.matcher(authorization);
        if (!basic.matches()) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Admission byCertificate(Request request) {
        if (!(request.getAttribute(SslSessionData.ATTRIBUTE) instanceof SslSessionData session)
                || session.peerCertificates() == null
                || session.peerCertificates().length == 0) {
            return NO_TOKEN;
        }
        X509Certificate certificate = session.peerCertificates()[0];
        if (!isValidNow(certificate)) {
            return EXPIRED;
        }
        return Optional.ofNullable(certificates)
                .flatMap(roles -> roles.content().caller(CertificateNames.of(certificate)))
                .<Admission>map(Admission.Granted::new)
                .orElse(UNKNOWN_CERTIFICATE);
    }

    /** The handshake has seen to that, but a connection may last longer than a certificate. */
    private static boolean isValidNow(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException outOfDate) {
            return false;
        }
    }
}
