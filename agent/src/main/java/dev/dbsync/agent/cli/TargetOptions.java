package dev.dbsync.agent.cli;

import dev.dbsync.agent.execution.Effect;
import java.util.List;
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

    @Option(
            names = "--hold",
            paramLabel = "EFFECT",
            description = "Stop before the first step that is destructive, or rewriting, or additive. Again for more.")
    @Nullable
    List<Effect> hold;
}
