package dev.dbsync.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketTest {
    @TempDir
    @Nullable
    Path folder;

    private final List<AgentServer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(AgentServer::stop);
    }

    private Path socket() {
        return java.util.Objects.requireNonNull(folder).resolve("agent.sock");
    }

    private AgentServer start(Path path) {
        AgentServer server = OpenServer.of(new ListenSettings(path, null), Optional::of);
        started.add(server);
        server.start();
        return server;
    }

    private static void leaveDeadSocket(Path path) throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertThat(path).exists();
    }

    @Test
    void answersWhateverHostIsNamed() throws Exception {
        start(socket());
        RawHttpClient.Answer answer = RawHttpClient.unix(socket())
                .request("POST /rpc", "{}", "Content-Type: application/json", "Host: agent.example");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void refusesWebPagesAllTheSame() throws Exception {
        start(socket());
        assertThat(RawHttpClient.unix(socket())
                        .request("POST /rpc", "{}", "Content-Type: application/json", "Host: x", "Origin: http://x")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isForItsUserAndGroupOnly() throws Exception {
        start(socket());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-rw----");
    }

    @Test
    void leavesNothingBehind() throws Exception {
        AgentServer server = start(socket());
        try (Stream<Path> files = Files.list(socket().resolveSibling(""))) {
            assertThat(files).containsExactly(socket());
        }
        server.stop();
        try (Stream<Path> files = Files.list(socket().resolveSibling(""))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void replacesADeadSocket() throws Exception {
        leaveDeadSocket(socket());
        start(socket());
        assertThat(RawHttpClient.unix(socket()).post("{}").status()).isEqualTo(200);
    }

    @Test
    void leavesALiveSocketAlone() throws Exception {
        start(socket());
        assertThatThrownBy(() -> start(socket()))
                .isInstanceOf(ListenException.class)
                .hasMessageStartingWith("another agent is listening on " + socket());
        started.get(1).stop();
        assertThat(RawHttpClient.unix(socket()).post("{}").status()).isEqualTo(200);
    }

    @Test
    void givesTheNameToExactlyOneOfTwoThatStartAtOnce() throws Exception {
        leaveDeadSocket(socket());
        UnixSocketFile first = new UnixSocketFile(socket(), null);
        UnixSocketFile second = new UnixSocketFile(socket(), null);
        try (ServerSocketChannel one = bound(first.stage());
                ServerSocketChannel two = bound(second.stage())) {
            first.publish();
            assertThatThrownBy(second::publish).hasMessageStartingWith("another agent is listening on");
            second.remove();
            assertThat(RawHttpClient.unix(socket()).address()).isNotNull();
            assertThat(java.nio.channels.SocketChannel.open(UnixDomainSocketAddress.of(socket()))
                            .isConnected())
                    .isTrue();
            first.remove();
            assertThat(socket()).doesNotExist();
            assertThat(List.of(one, two)).allMatch(ServerSocketChannel::isOpen);
        }
    }

    private static ServerSocketChannel bound(Path path) throws Exception {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    @Test
    void neverDeletesAFileThatIsNoSocket() throws Exception {
        Files.writeString(socket(), "precious");
        assertThatThrownBy(() -> start(socket()))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("not a socket");
        started.get(0).stop();
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void makesTheFolderThatIsMissing() throws Exception {
        Path below = socket().resolveSibling("run").resolve("agent.sock");
        start(below);
        assertThat(RawHttpClient.unix(below).post("{}").status()).isEqualTo(200);
    }

    @Test
    void saysWhyAFolderCannotBeHad() throws Exception {
        Files.writeString(socket(), "a file");
        assertThatThrownBy(() -> start(socket().resolve("agent.sock")))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("(" + socket() + " is not a folder)")
                .hasMessageContaining("that the agent's user may write to");
    }

    @Test
    void saysThatAPathIsTooLong() {
        Path path = socket().resolveSibling("x".repeat(110));
        assertThatThrownBy(() -> start(path))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("107");
    }
}
