package dev.dbsync.agent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dbsync-agent} itself: does nothing but hold its commands. */
@Command(
        name = "dbsync-agent",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Brings OpenStack databases to a revision.",
        footer = {
            "",
            "Commands that ask work with or without a running agent: the one that listens on the configuration's Unix"
                    + " socket is asked if there is one, else the databases are worked on from here.",
            "",
            "See `dbsync-agent COMMAND --help` for a command's options and exit status."
        },
        subcommands = {
            ServeCommand.class,
            StatusCommand.class,
            PlanCommand.class,
            VerifyCommand.class,
            SyncCommand.class,
            CancelCommand.class,
            HistoryCommand.class,
            CheckConfigCommand.class,
            TokenCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        })
public final class DbsyncAgentCommand implements Runnable {
    private final AgentParts parts;
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private DbsyncAgentCommand(AgentParts parts, Surroundings surroundings) {
        this.parts = parts;
        this.surroundings = surroundings;
    }

    /** The command line, which writes to the process's output as UTF-8 whatever the locale says. */
    public static CommandLine create(AgentParts parts, Surroundings surroundings) {
        CommandLine line = new CommandLine(new DbsyncAgentCommand(parts, surroundings));
        line.setOut(writer(FileDescriptor.out)).setErr(writer(FileDescriptor.err));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setAbbreviatedOptionsAllowed(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((exception, arguments) -> CommandErrors.usage(exception));
        line.setExecutionExceptionHandler((exception, command, result) -> CommandErrors.failed(exception, command));
        return line;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    AgentParts parts() {
        return parts;
    }

    Surroundings surroundings() {
        return surroundings;
    }
}
