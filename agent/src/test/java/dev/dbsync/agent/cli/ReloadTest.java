package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.access.TokenFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that serves, and takes a changed configuration on SIGHUP. */
@Timeout(120)
class ReloadTest {
    private static final String TAKEN = "The configuration was read anew";
    private static final String NOT_TAKEN = "What was read before holds on";

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private CommandFixture commands;

    @BeforeEach
    void configure() {
        commands = new CommandFixture(folder);
        commands.write(commands.agent() + database("2024.1"));
    }

    private String database(String release) {
        return commands.database("nova_main", "nova/main").replace("newest", release);
    }

    /** Asks by the socket, whatever the file says. */
    private Outcome ask(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--agent", "unix:" + commands.socket()));
        arguments.addAll(List.of(options));
        return CommandFixture.runPlain(arguments.toArray(String[]::new));
    }

    private static void reload(AgentUnderTest agent, String awaited) throws Exception {
        agent.signal("HUP");
        agent.awaitError(awaited);
    }

    @Test
    void aReleaseOfOneWordMoreIsServedFromTheNextCallOn() throws Exception {
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            ask("sync").with(0);
            assertThat(ask("status", "--json").with(0).out()).contains("\"release\" : \"2024.1");
            commands.write(commands.agent() + database("2025.1"));

            reload(agent, TAKEN);

            assertThat(ask("status", "--json").with(2).out())
                    .contains("\"release\" : \"2025.1")
                    .doesNotContain("\"release\" : \"2024.1");
            assertThat(ask("sync").with(0).out()).contains("nova_main  changed: ");
            agent.signal("TERM");
            agent.ended().with(0);
        }
    }

    @Test
    void aDatabaseMoreIsThereAndOneLessIsGone() throws Exception {
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            commands.write(commands.agent() + commands.database("nova_api", "nova/api"));

            reload(agent, TAKEN);

            assertThat(ask("status", "--json").with(2).out())
                    .contains("nova_api")
                    .doesNotContain("nova_main");
        }
    }

    @Test
    void aWrongFileLeavesTheOldSettingsAtWorkAndTheLogSaysAllThatIsWrong() throws Exception {
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            commands.write(commands.agent() + database("2025.1") + "lock = leese\ncolour = blue\n");
            reload(agent, NOT_TAKEN);
            agent.awaitError("lock: \"leese\" is not a way of locking").awaitError("colour: there is no such key");

            commands.write(commands.agent() + database("2031.1"));
            reload(agent, "\"2031.1\" catalogue nova/main has no such release");

            assertThat(ask("status", "--json").with(2).out()).contains("\"release\" : \"2024.1");
            commands.write(commands.agent() + database("2025.1"));
            reload(agent, TAKEN);
            assertThat(ask("status", "--json").with(2).out()).contains("\"release\" : \"2025.1");
        }
    }

    @Test
    void aTokenOfAnotherFileWorksAndOneOfTheOldFileIsOut() throws Exception {
        Path ours = shown("ours");
        Path theirs = shown("theirs");
        commands.write(closed("ours"));
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            ask("status", "--token-file", ours.toString()).with(2);
            ask("status", "--token-file", theirs.toString()).with(1);
            commands.write(closed("gone"));
            reload(agent, NOT_TAKEN);
            ask("status", "--token-file", ours.toString()).with(2);
            commands.write(closed("theirs"));

            reload(agent, TAKEN);

            ask("status", "--token-file", theirs.toString()).with(2);
            assertThat(ask("status", "--token-file", ours.toString()).with(1).out())
                    .contains("The token is not valid");
        }
    }

    private Path shown(String name) throws Exception {
        String token = new TokenFile(folder.resolve(name)).add("ops", Role.OPERATOR);
        return Files.writeString(folder.resolve(name + ".shown"), token + "\n");
    }

    private String closed(String tokens) {
        return commands.agent() + "unix_role = none\n[auth]\ntokens = " + folder.resolve(tokens) + "\n"
                + database("2024.1");
    }

    @Test
    void whatTakesARestartIsNamedAndTheRestIsTaken() throws Exception {
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            String other =
                    """
                    [agent]
                    name = ctl-2
                    state_dir = %1$s/other
                    parallel = 7
                    log_level = warn
                    log_format = json
                    [listen]
                    unix = %1$s/other.sock
                    unix_group = root
                    http = 127.0.0.1:0
                    """
                            .formatted(folder);
            commands.write(other + database("2025.1"));

            reload(agent, TAKEN);

            for (String key : List.of(
                    "[agent] name",
                    "[agent] state_dir",
                    "[agent] parallel",
                    "[agent] log_level",
                    "[agent] log_format",
                    "[listen] unix",
                    "[listen] unix_group",
                    "[listen] http")) {
                agent.awaitError(key + " has changed, which takes a restart");
            }
            assertThat(ask("status", "--json").with(2).out())
                    .contains("\"name\" : \"ctl-1\"")
                    .contains("\"release\" : \"2025.1");
            assertThat(folder.resolve("other")).doesNotExist();
        }
    }
}
