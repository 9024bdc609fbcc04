package dev.dbsync.agent.config;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.server.AccessSettings;
import dev.dbsync.agent.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes settings of what is said about who is let in, and reports what is wrong with it. Opens none of the files. */
final class AccessReader {
    private static final String NOBODY = "none";
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]*\\$?");

    private final Section listen;
    private final Section tls;
    private final Section auth;
    private final Consumer<ConfigurationProblem> problems;
    private boolean sound = true;

    AccessReader(Section listen, Section tls, Section auth, Consumer<ConfigurationProblem> problems) {
        this.listen = listen;
        this.tls = tls;
        this.auth = auth;
        this.problems = problems;
    }

    /** What is wrong is reported, and then the settings are those of an agent that was told nothing. */
    AccessSettings read() {
        Optional<Optional<Role>> unixRole = value(listen, "unix_role", AccessReader::role);
        Optional<String> group = value(listen, "unix_group", AccessReader::group);
        Optional<InetSocketAddress> https = value(listen, "https", ListenAddress::parse);
        Optional<Path> tokens = path(auth, "tokens");
        Optional<Path> certificates = path(auth, "certificates");
        TlsSettings files = tls();
        requireFiles(https.isPresent(), files);
        requireCredentials(https.isPresent(), tokens, certificates, files);
        requireTokens(unixRole, tokens);
        return sound
                ? new AccessSettings(
                        unixRole.orElse(Optional.of(Role.OPERATOR)).orElse(null),
                        group.orElse(null),
                        https.orElse(null),
                        files,
                        tokens.orElse(null),
                        certificates.orElse(null))
                : AccessSettings.LOCAL;
    }

    private @Nullable TlsSettings tls() {
        Optional<Path> certificate = path(tls, "certificate");
        Optional<Path> key = path(tls, "key");
        Optional<Path> clientCa = path(tls, "client_ca");
        Optional<Path> clientCrl = path(tls, "client_crl");
        boolean needed = certificate.isPresent() || key.isPresent() || clientCa.isPresent() || clientCrl.isPresent();
        requireSaid("certificate", needed);
        requireSaid("key", needed);
        if (clientCrl.isPresent() && clientCa.isEmpty() && sound) {
            complain(tls, "client_crl", "has no use without client_ca", "set that, or leave this out");
        }
        return certificate.isPresent() && key.isPresent()
                ? new TlsSettings(certificate.get(), key.get(), clientCa.orElse(null), clientCrl.orElse(null))
                : null;
    }

    private void requireSaid(String key, boolean needed) {
        if (needed && (!tls.says(key) || tls.isEmpty(key))) {
            complain(tls, key, "is missing", "name the PEM file, or leave out all of [tls]");
        }
    }

    private void requireFiles(boolean https, @Nullable TlsSettings files) {
        boolean said = tls.says("certificate") || tls.says("key") || tls.says("client_ca");
        if (https && files == null && !said) {
            complain(
                    listen,
                    "https",
                    "needs a certificate",
                    "write certificate = and key = in [tls], each with the path of a PEM file");
        }
    }

    private void requireCredentials(
            boolean https, Optional<Path> tokens, Optional<Path> certificates, @Nullable TlsSettings files) {
        if (https && tokens.isEmpty() && certificates.isEmpty() && sound) {
            complain(
                    listen,
                    "https",
                    "would let nobody in",
                    "write tokens = in [auth], or client_ca = in [tls] and certificates = in [auth]");
        }
        if (certificates.isPresent() && (files == null || files.clientCa() == null) && sound) {
            complain(auth, "certificates", "has no use without client_ca in [tls]", "set that, or leave this out");
        }
    }

    private void requireTokens(Optional<Optional<Role>> unixRole, Optional<Path> tokens) {
        if (unixRole.isPresent() && unixRole.get().isEmpty() && tokens.isEmpty() && !auth.says("tokens")) {
            complain(
                    listen,
                    "unix_role",
                    "would let nobody in",
                    "write tokens = in [auth], or let the socket's group be reader or operator");
        }
    }

    private void complain(Section section, String key, String problem, String remedy) {
        sound = false;
        problems.accept(section.problem(key, new Complaint(problem, remedy)));
    }

    private Optional<Path> path(Section section, String key) {
        return value(section, key, SettingValues::absolutePath);
    }

    /** A key with nothing behind it says as much as one that is not there. */
    private <T> Optional<T> value(Section section, String key, ValueParser<T> parser) {
        if (section.isEmpty(key)) {
            return Optional.empty();
        }
        Optional<T> value = section.read(key, parser, problems);
        // What was said, but cannot be used, was complained about: no other complaint may follow from its absence.
        sound = sound && (value.isPresent() || !section.says(key));
        return value;
    }

    private static Optional<Role> role(String value) throws UnusableValueException {
        Optional<Role> role = Role.labelled(value);
        if (role.isEmpty() && !value.equals(NOBODY)) {
            throw new UnusableValueException(new Complaint(
                    value, "is not a role", "write operator, reader, or none where a token is needed, too"));
        }
        return role;
    }

    private static String group(String value) throws UnusableValueException {
        if (!GROUP.matcher(value).matches()) {
            throw new UnusableValueException(
                    new Complaint(value, "is not the name of a group", "write a name that `getent group` knows"));
        }
        return value;
    }
}
