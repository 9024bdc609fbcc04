package dev.dbsync.agent.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        })
public final class DbsyncAgentCommand implements Runnable {
    /** Each beside its name, in the order of the help. Whoever is asked for one need not read what is written at the others. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("serve", ServeCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("plan", PlanCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("sync", SyncCommand.class);
        COMMANDS.put("cancel", CancelCommand.class);
        COMMANDS.put("history", HistoryCommand.class);
        COMMANDS.put("check-config", CheckConfigCommand.class);
        COMMANDS.put("token", TokenCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("version", VersionCommand.class);
        COMMANDS.put("help", CommandLine.HelpCommand.class);
    }

    /** Commands that tell about the others. */
    private static final Set<Class<?>> OF_OTHERS = Set.of(CompletionCommand.class, CommandLine.HelpCommand.class);

    private final AgentParts parts;
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private DbsyncAgentCommand(AgentParts parts, Surroundings surroundings) {
        this.parts = parts;
        this.surroundings = surroundings;
    }

    /**
     * The command line, which writes to the process's output as UTF-8 whatever the locale says.
     *
     * @param arguments what it will be asked; where they begin with a command, it is made for that one, since to read the
     *     options of all takes longer than to run one
     */
    public static CommandLine create(AgentParts parts, Surroundings surroundings, String... arguments) {
        Class<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        boolean others = named == null || OF_OTHERS.contains(named);
        return create(parts, surroundings, others ? COMMANDS.values() : List.of(named));
    }

    private static CommandLine create(AgentParts parts, Surroundings surroundings, Collection<Class<?>> commands) {
        CommandLine line = new CommandLine(new DbsyncAgentCommand(parts, surroundings));
        commands.forEach(line::addSubcommand);
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
