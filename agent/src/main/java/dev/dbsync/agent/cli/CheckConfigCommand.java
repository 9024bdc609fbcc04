package dev.dbsync.agent.cli;

import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.files.AgentUser;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code dbsync-agent check-config}. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Loads the configuration and the catalogues, and says all that is wrong with them, or what they"
                + " amount to. Connects to nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  dbsync-agent check-config", "  dbsync-agent check-config --config ./dbsync.conf"},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the agent would start with it", "1:something is wrong, as stderr says line by line"})
final class CheckConfigCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private DbsyncAgentCommand parent;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigurationOption option = new ConfigurationOption();

    @Override
    public Integer call() {
        AgentConfiguration configuration = parent.parts().configuration(option.file);
        PrintWriter err = spec.commandLine().getErr();
        configuration.trialWarning().ifPresent(warning -> err.println("dbsync-agent: " + warning));
        parent.parts().checkAccess(configuration);
        checkReadable(configuration);
        Map<String, String> heads = parent.parts().catalogHeads(configuration);
        print(configuration, heads, spec.commandLine().getOut());
        return ExitStatus.DONE;
    }

    /** What root has read for an agent that is not root's. */
    private static void checkReadable(AgentConfiguration configuration) {
        List<String> complaints = AgentUser.besideRoot(configuration.stateDirectory())
                .map(user -> user.complaints(configuration.files()))
                .orElse(List.of());
        if (!complaints.isEmpty()) {
            throw new UnusableConfigurationException(complaints);
        }
    }

    private static void print(AgentConfiguration configuration, Map<String, String> heads, PrintWriter out) {
        out.println("agent      " + configuration.agentName());
        out.println("state      " + configuration.stateDirectory());
        if (configuration.unixSocket() != null) {
            out.println("listens    " + configuration.unixSocket());
        }
        if (configuration.http() != null) {
            out.println("listens    " + AgentAddress.http(configuration.http()).name());
        }
        if (configuration.https() != null) {
            out.println("listens    https://" + PlainText.line(place(configuration.https())));
        }
        out.println();
        databases(configuration).lines().forEach(out::println);
        out.println();
        TextTable catalogs = new TextTable("CATALOG", "HEAD");
        heads.forEach(catalogs::add);
        catalogs.lines().forEach(out::println);
    }

    private static String place(InetSocketAddress address) {
        return AgentAddress.http(address).host();
    }

    private static TextTable databases(AgentConfiguration configuration) {
        TextTable table = new TextTable("DATABASE", "CATALOG", "AT");
        for (ConfiguredDatabase database : configuration.databases()) {
            table.add(
                    database.name(),
                    database.catalog(),
                    database.place() + (database.allCells() ? " and all cells" : ""));
        }
        return table;
    }
}
