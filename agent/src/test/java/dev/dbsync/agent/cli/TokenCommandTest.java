package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path tokens;

    @BeforeEach
    void nameTheFile() {
        tokens = folder.resolve("tokens");
    }

    private Outcome token(String command, String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "token";
        all[1] = command;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 2] = "--tokens";
        all[all.length - 1] = tokens.toString();
        return CommandFixture.runPlain(all);
    }

    @Test
    void aTokenIsShownOnceAndItsHashIsKept() throws Exception {
        String token = token("add", "ops", "--role", "operator").with(0).out().strip();
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(token.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(tokens).hasContent("ops operator sha256:" + HexFormat.of().formatHex(digest) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)))
                .isEqualTo("rw-r-----");
        assertThat(token("list").with(0).out())
                .matches("NAME +ROLE\nops +operator\n")
                .doesNotContain(token);
    }

    @Test
    void commentsAndModeStayWhenTokensComeAndGo() throws Exception {
        Files.writeString(tokens, "# of the cloud team\n\n");
        Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
        token("add", "a", "--role", "reader").with(0);
        token("add", "b", "--role", "reader").with(0);
        token("revoke", "a").with(0);
        assertThat(Files.readString(tokens))
                .startsWith("# of the cloud team\n\nb reader sha256:")
                .doesNotContain("\na ");
        token("remove", "b").with(0);
        assertThat(Files.readString(tokens)).isEqualTo("# of the cloud team\n\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokens)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("tokens");
    }

    @Test
    void aNameIsUsedOnceAndAnUnknownOneIsNotRevoked() throws Exception {
        token("add", "a", "--role", "reader").with(0);
        String before = Files.readString(tokens);
        assertThat(token("add", "a", "--role", "operator").with(1).err())
                .contains("has a token a already; revoke that");
        assertThat(token("revoke", "b").with(1).err()).contains("has no token b; see `dbsync-agent token list`");
        assertThat(tokens).hasContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "-a", "", "ä", "a\n"})
    void namesArePlain(String name) {
        token("add", "--role", "reader", "--", name).with(1);
        assertThat(tokens).doesNotExist();
    }

    @Test
    void aRoleThatIsNoneIsRefused() {
        assertThat(token("add", "a", "--role", "admin").with(1).err()).contains("write reader or operator");
        assertThat(token("add", "a").with(1).err()).contains("--role");
        assertThat(tokens).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadIsNotTouched() throws Exception {
        Files.writeString(tokens, "what is this\n");
        assertThat(token("add", "a", "--role", "reader").with(1).err()).contains(tokens + " line 1 is not `name role");
        assertThat(tokens).hasContent("what is this\n");
        assertThat(token("list").with(1).err()).doesNotContain("what is this");
    }

    @Test
    void aMissingFileOrFolderIsNamed() {
        assertThat(token("list").with(1).err()).contains(tokens + " is not there; `dbsync-agent token add` makes it");
        tokens = folder.resolve("absent/tokens");
        assertThat(token("add", "a", "--role", "reader").with(1).err()).contains(tokens + " cannot be changed");
    }

    @Test
    void theConfigurationSaysWhichFileItIs() throws Exception {
        CommandFixture commands = new CommandFixture(folder);
        String configuration = commands.configuration().toString();
        assertThat(CommandFixture.runPlain("token", "list", "--config", configuration)
                        .with(1)
                        .err())
                .contains("write tokens = /etc/dbsync/tokens in [auth]");
        commands.write(commands.agent() + "[auth]\ntokens = " + tokens + "\n" + commands.database("a", "nova/api"));
        CommandFixture.runPlain("token", "add", "x", "--role", "reader", "--config", configuration)
                .with(0);
        assertThat(tokens).exists();
        assertThat(CommandFixture.runPlain("token").with(1).err()).contains("add, list or revoke");
    }

    @Test
    void tokensThatAreAddedAtOnceAreAllThere() throws Exception {
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            String name = "t" + i;
            threads[i] = new Thread(() -> token("add", name, "--role", "reader"));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(Files.readAllLines(tokens)).hasSize(8);
    }
}
