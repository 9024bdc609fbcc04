package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.cli.CommandFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class StateDirectoryTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aLinkInTheLocksPlaceIsNotFollowed() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path state = Files.createDirectory(folder.resolve("state"));
        Path lock = Files.createSymbolicLink(state.resolve("agent.lock"), victim);

        assertThatThrownBy(() -> StateDirectory.hold(state))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining(lock + " is a link, or no regular file; let the agent's user write there");
        assertThat(victim).hasContent("precious");
    }

    @Test
    void norIsAPipeWaitedFor() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        Path lock = state.resolve("agent.lock");
        assertThat(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> StateDirectory.hold(state)).hasMessageContaining(lock + " is a link, or no regular");
    }

    @Test
    void theLockIsHeldUntilItIsClosed() throws Exception {
        try (StateDirectory held = StateDirectory.hold(folder)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> StateDirectory.hold(folder)).hasMessageContaining("another agent (process ");
        }
        StateDirectory.hold(folder).close();
    }
}
