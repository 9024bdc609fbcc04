package dev.dbsync.agent.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to bring databases. */
final class TargetOptions {
    @Option(
            names = "--revision",
            paramLabel = "R",
            description = "The target: head, a revision, its first four or more characters, or +N. Default: head.")
    @Nullable
    String revision;

    @Option(
            names = "--adopt",
            paramLabel = "R",
            description = "The revision to stamp on a database that has tables but no version control, once its schema"
                    + " was found equal to it.")
    @Nullable
    String adopt;
}
