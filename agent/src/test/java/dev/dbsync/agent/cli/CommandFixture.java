package dev.dbsync.agent.cli;

import dev.dbsync.agent.Wiring;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A configuration with H2 files in a folder, and the commands on it. */
final class CommandFixture {
    private static final String OPTIONS = ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    private final Path folder;

    CommandFixture(Path folder) {
        this.folder = folder;
        write(agent() + database("nova_api", "nova/api") + database("nova_main", "nova/main"));
    }

    CommandFixture write(String text) {
        try {
            Files.writeString(configuration(), text);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path configuration() {
        return folder.resolve("dbsync.conf");
    }

    Path socket() {
        return folder.resolve("agent.sock");
    }

    String agent() {
        return "[agent]\nname = ctl-1\nstate_dir = " + folder.resolve("state") + "\n[listen]\nhttp =\nunix = "
                + socket() + "\n";
    }

    String database(String name, String catalog) {
        return "[database:" + name + "]\ncatalog = " + catalog + "\nrelease = newest\nurl = " + h2(name) + "\n";
    }

    String h2(String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + OPTIONS;
    }

    static String postgres(String name, int port) {
        return "[database:" + name
                + "]\ncatalog = nova/api\nrelease = newest\nurl = postgresql://nova:s3cr3t@127.0.0.1:" + port
                + "/nova_api\n";
    }

    /** Leaves the socket of an agent that was killed. */
    void leaveDeadSocket() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket()))
                .close();
    }

    /** Runs a command on this configuration, in this process. */
    Outcome run(String command, String... options) {
        return runPlain(
                Stream.concat(Stream.of(command, "--config", configuration().toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    static CommandLine commandLine(String... arguments) {
        return DbsyncAgentCommand.create(
                new Wiring(Map.of()), new Surroundings(OptionalInt::empty, action -> {}), arguments);
    }

    static Outcome runPlain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = commandLine(arguments);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Outcome(line.execute(arguments), out.toString(), err.toString());
    }

    /** Starts a process of its own with a command on this configuration. */
    AgentUnderTest start(String command, String... options) {
        List<String> arguments = Stream.concat(
                        Stream.of(command, "--config", configuration().toString()), Stream.of(options))
                .toList();
        return AgentUnderTest.start(folder, arguments);
    }
}
