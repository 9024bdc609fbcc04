package dev.dbsync.agent.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that systemd hands to the service alone: as {@code LoadCredential=secret:/etc/dbsync/secrets} of the unit has it,
 * the service finds {@code /etc/dbsync/secrets/NAME} as {@code /run/credentials/dbsync-agent.service/secret_NAME}, the name
 * that a configuration holds. Outside of the service, such as for a check of the configuration, only the first is there.
 */
public final class ServiceSecret {
    private static final Pattern HANDED_OVER =
            Pattern.compile("/run/credentials/dbsync-agent\\.service/secret_([^/]+)");
    private static final Path KEPT = Path.of("/etc/dbsync/secrets");

    private ServiceSecret() {}

    /** Where a file with this name is read: as it is named, or where the service's secrets are kept. */
    public static Path place(Path named) {
        return Files.exists(named) ? named : kept(named);
    }

    /** Where a secret is kept by who looks after it; another file is where it is named. */
    public static Path kept(Path named) {
        Matcher secret = HANDED_OVER.matcher(named.toString());
        return secret.matches() ? KEPT.resolve(secret.group(1)) : named;
    }
}
