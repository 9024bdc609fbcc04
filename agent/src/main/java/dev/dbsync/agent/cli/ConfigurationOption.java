package dev.dbsync.agent.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, which all commands share. */
final class ConfigurationOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration. Default: DBSYNC_CONFIG, else /etc/dbsync/dbsync.conf; with neither, an"
                    + " embedded database for each packaged catalogue.")
    @Nullable
    Path file;
}
