package dev.dbsync.agent.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.SpawnedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit refuses every call that gives a file to another owner or group, also one that would change nothing. */
class SocketGroupTest {
    private static final String CHOWN = "?chown,?lchown,fchown,fchownat";
    private static final List<String> NO_CHOWN = List.of(
            "/usr/bin/strace",
            "-f",
            "-D",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + CHOWN,
            "-e",
            "inject=" + CHOWN + ":error=EPERM");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSocketThatIsMadeWithItsGroupNeedsNoSuchCall() throws Exception {
        String own = Files.getAttribute(Files.createFile(folder.resolve("ours")), "posix:group")
                .toString();

        assertThat(served(own)).contains("Ready");
    }

    @Test
    void whereItIsNeededAndRefusedTheAgentSaysWhatToDo() throws Exception {
        String another =
                Files.getAttribute(Path.of("/etc/shadow"), "posix:group").toString();

        assertThat(served(another))
                .contains("may not give it to the group " + another + "; run the agent with that group")
                .doesNotContain("Ready");
    }

    /** What an agent with this group of its socket logs up to the moment when it listens, or ends. */
    private String served(String group) throws Exception {
        SpawnedAgent agent = new SpawnedAgent(
                folder, Map.of("nova/api", new Credentials("jdbc:h2:file:" + folder.resolve("nova_api"), "", "")));
        Path configuration = folder.resolve("dbsync.conf");
        Files.writeString(
                configuration,
                Files.readString(configuration).replace("[listen]\n", "[listen]\nunix_group = " + group + "\n"));
        Path log = folder.resolve("log");
        Process process = agent.start(log, NO_CHOWN, "serve");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !process.isAlive() || Files.readString(log).contains("Ready"));
            return Files.readString(log);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
