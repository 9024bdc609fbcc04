package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConfigurationCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CommandFixture commands;

    @BeforeEach
    void configure() {
        commands = new CommandFixture(folder);
    }

    @Test
    void aGoodConfigurationIsSummedUpWithoutItsSecrets() {
        commands.write(commands.agent() + CommandFixture.postgres("nova_api", 5432));
        assertThat(commands.run("check-config").with(0).out())
                .contains("agent      ctl-1\n")
                .contains("listens    " + commands.socket() + "\n")
                .containsPattern("nova_api +nova/api +postgresql://127.0.0.1:5432/nova_api\n")
                .containsPattern("nova/main +ab450ba04102\n")
                .doesNotContain("s3cr3t");
    }

    /** Of what serves a status of its own, for systemd, which need not start it again. */
    private static int unusable(String command) {
        return command.equals("serve") ? 78 : 1;
    }

    @Test
    void aTokensFileThatCannotBeUsedIsAMistakeInTheConfiguration() {
        commands.write(commands.agent() + CommandFixture.postgres("nova_api", 5432) + "[auth]\ntokens = "
                + folder.resolve("absent") + "\n");
        assertThat(commands.run("serve").with(78).err()).contains("[auth] tokens: ");
    }

    /** Root may read all of them; the agent runs as the user whom its state belongs to. */
    @Test
    void rootIsToldOfFilesThatTheAgentMayNotRead() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path tokens = Files.writeString(folder.resolve("tokens"), "");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r-----"));
        commands.write(commands.agent() + CommandFixture.postgres("nova_api", 5432) + "[auth]\ntokens = " + tokens);
        Path state = Files.createDirectories(folder.resolve("state"));
        commands.run("check-config").with(0);

        UserPrincipalLookupService users = state.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(state, users.lookupPrincipalByName("nobody"));
        assertThat(commands.run("check-config").with(1).err())
                .isEqualTo(
                        "dbsync-agent: " + tokens + ": may not be read by nobody, as whom the agent runs; let the user"
                                + " nobody read it, for instance as a member of its group\n");

        Files.getFileAttributeView(tokens, PosixFileAttributeView.class)
                .setGroup(users.lookupPrincipalByGroupName("adm"));
        assertThat(commands.run("check-config").with(1).err())
                .endsWith("make it a member of the group adm (usermod -aG adm nobody), and restart the agent\n");

        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-r--r--"));
        commands.run("check-config").with(0);
    }

    /** Of a folder only what is read of it counts. */
    @Test
    void rootIsToldOfFilesInAFolderThatTheAgentMayNotRead() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path nova = Files.createDirectories(folder.resolve("nova.conf.d"));
        Path read = Files.writeString(
                nova.resolve("a.conf"), "[api_database]\nconnection = postgresql://nova:s3cr3t@db/nova_api\n");
        Path copy = Files.copy(read, nova.resolve("a.conf.bak"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        commands.write(
                commands.agent() + "[database:nova_api]\ncatalog = nova/api\nrelease = newest\nnova_conf = " + nova);
        Path state = Files.createDirectories(folder.resolve("state"));
        Files.setOwner(
                state, state.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        commands.run("check-config").with(0);

        Files.setPosixFilePermissions(read, PosixFilePermissions.fromString("rw-------"));
        assertThat(commands.run("check-config").with(1).err())
                .startsWith("dbsync-agent: " + read + ": may not be read by nobody")
                .hasLineCount(1);
    }

    @Test
    void trialDatabasesAreSaidToBeSuch() {
        commands.write(commands.agent()
                + commands.database("trial", "nova/api")
                + CommandFixture.postgres("nova_main", 5432).replace("nova/api", "nova/main"));
        assertThat(commands.run("check-config").with(0).err())
                .isEqualTo(
                        "dbsync-agent: trial is an embedded trial database, not Nova's; write in dbsync.conf, or name with"
                                + " --config, where Nova's are\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-config", "serve", "status", "plan", "sync"})
    void everyCommandNamesAllErrorsAtOnce(String command) {
        commands.write(
                "[agnt]\n[listen]\nhttp = 0.0.0.0:8639\n[database:a]\ncatalog = nova/api\nrelease = newest\nurl = nonsense\n");
        Outcome outcome = commands.run(command).with(unusable(command));
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("dbsync-agent: " + commands.configuration() + ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-config", "serve", "status"})
    void aCatalogueThatIsNotThereIsAnErrorOfItsDatabase(String command) {
        commands.write(commands.agent() + commands.database("a", "nova/cells") + commands.database("b", "nova/x"));
        assertThat(commands.run(command).with(unusable(command)).err().lines())
                .filteredOn(line -> !line.contains("trial"))
                .hasSize(2)
                .allMatch(line -> line.contains("there is no such catalogue; use one of nova/api, nova/main"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "release = 2031.1\n", "release = victoria\n"})
    void aReleaseThatIsMissingUnknownOrTooOldIsRefusedWithThoseThatThereAre(String line) {
        commands.write(commands.agent() + commands.database("a", "nova/api").replace("release = newest\n", line));
        assertThat(commands.run("check-config").with(1).err())
                .contains("[database:a] release: ", "Xena, Yoga, Zed, 2023.1 (Antelope)", "or newest")
                .contains("`nova-manage --version` says 33.x: 2026.1");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(CommandFixture.runPlain(
                                "status",
                                "--config",
                                folder.resolve("absent.conf").toString())
                        .with(1)
                        .err())
                .contains("absent.conf");
    }
}
