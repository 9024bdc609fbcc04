package dev.dbsync.agent.cli;

import dev.dbsync.agent.access.AccessFileException;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.access.TokenEntry;
import dev.dbsync.agent.access.TokenFile;
import dev.dbsync.agent.files.ServiceSecret;
import dev.dbsync.agent.vocabulary.PlainText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code dbsync-agent token}: changes the file that {@code [auth] tokens} names. A running agent sees it at once. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description =
                "Makes, lists and revokes the tokens that the agent knows its callers by. It keeps their hashes only;"
                        + " a running agent takes a change at once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  dbsync-agent token add monitoring --role reader > /etc/monitoring/dbsync.token",
            "  dbsync-agent token list",
            "  dbsync-agent token revoke monitoring"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:an error"})
final class TokenCommand implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DbsyncAgentCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Which file to change. */
    static final class FileOptions {
        @Mixin
        private ConfigurationOption configuration = new ConfigurationOption();

        @Option(
                names = "--tokens",
                paramLabel = "FILE",
                description = "The file of tokens. Default: what [auth] tokens of the configuration names.")
        private @Nullable Path tokens;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given: add, list or revoke");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a token and prints it, once: only its hash is kept.")
    int add(
            @Parameters(paramLabel = "NAME", description = "Whose it is: 1 to 64 letters, digits, _, ., @ and -.")
                    String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "reader: may ask. operator: may also sync.")
                    String role,
            @Mixin FileOptions options) {
        Role given = Role.labelled(role)
                .orElseThrow(
                        () -> new CommandFailedException("--role: there is no such role; write reader or operator"));
        if (!TokenEntry.isName(name)) {
            throw new CommandFailedException(
                    "a token cannot be called that; use 1 to 64 letters, digits, _, ., @ and -, a letter or digit first");
        }
        return changing(options, file -> {
            spec.commandLine().getOut().println(file.add(name, given));
            spec.commandLine()
                    .getErr()
                    .println(
                            "dbsync-agent: added token " + name + " (" + given.label() + "), which is not shown again");
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows names and roles of the tokens there are.")
    int list(@Mixin FileOptions options) {
        return changing(options, file -> {
            TextTable table = new TextTable("NAME", "ROLE");
            List<TokenEntry> entries = file.list();
            entries.forEach(entry -> table.add(entry.name(), entry.role().label()));
            table.lines().forEach(spec.commandLine().getOut()::println);
        });
    }

    @Command(
            name = "revoke",
            aliases = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes a token: whoever shows it is refused from now on.")
    int revoke(@Parameters(paramLabel = "NAME", description = "Whose it is.") String name, @Mixin FileOptions options) {
        return changing(options, file -> {
            file.revoke(name);
            spec.commandLine().getErr().println("dbsync-agent: revoked token " + PlainText.line(name));
        });
    }

    @FunctionalInterface
    private interface Change {
        void on(TokenFile file) throws AccessFileException;
    }

    private int changing(FileOptions options, Change change) {
        try {
            change.on(new TokenFile(path(options)));
            return ExitStatus.DONE;
        } catch (AccessFileException unusable) {
            throw new CommandFailedException(PlainText.line(String.valueOf(unusable.getMessage())));
        }
    }

    private Path path(FileOptions options) {
        if (options.tokens != null) {
            return options.tokens;
        }
        Path configured =
                parent.parts().configuration(options.configuration.file).tokens();
        if (configured == null) {
            throw new CommandFailedException("the configuration names no file of tokens; write tokens ="
                    + " /etc/dbsync/tokens in [auth], or name one with --tokens");
        }
        return ServiceSecret.kept(configured);
    }
}
