package dev.dbsync.agent.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dbsync-agent completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description =
                "Prints a script by which bash completes commands and options. The Debian package has it installed.",
        footer = {"", "  source <(dbsync-agent completion)"})
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
    }
}
