package dev.dbsync.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.LogLines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, silent or many keep nobody out. */
@Timeout(90)
class OpenConnectionsTest {
    private static final ServerLimits LIMITS = new ServerLimits(1 << 20, 4, Duration.ofSeconds(60));
    private static final String HALF = "POST /rpc HTTP/1.1\r\nHost: localhost\r\n";

    private final List<Socket> held = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private AgentServer server = OpenServer.of(loopback(), Optional::of, LIMITS);

    private static ListenSettings loopback() {
        return new ListenSettings(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private RawHttpClient start(ServerLimits limits) {
        server = OpenServer.of(loopback(), this::answer, limits);
        server.start();
        return RawHttpClient.http(server.httpPort().orElseThrow());
    }

    private Optional<byte[]> answer(byte[] body) {
        return switch (new String(body, StandardCharsets.UTF_8)) {
            case "block" -> block();
            case "large" -> Optional.of(new byte[32 << 20]);
            default -> Optional.of(body);
        };
    }

    private Optional<byte[]> block() {
        try {
            assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
            return Optional.of("\"released\"".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Socket hold(String sent) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.httpPort().orElseThrow());
        held.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @AfterEach
    void stop() throws IOException {
        release.countDown();
        for (Socket socket : held) {
            socket.close();
        }
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HALF, HALF + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\nhalf"})
    void aThousandConnectionsThatSayNothingOrHalfOfItHoldUpNobody(String sent) throws Exception {
        RawHttpClient client = start(ServerLimits.DEFAULT);
        for (int i = 0; i < 1000; i++) {
            hold(sent);
        }
        long began = System.nanoTime();
        assertThat(client.post("{}").status()).isEqualTo(200);
        assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
        assertThat(client.request("GET /healthz", "", "Host: localhost").status())
                .isEqualTo(200);
    }

    @Test
    void aNewConnectionTakesThePlaceOfTheOneThatHasWaitedLongest() throws Exception {
        RawHttpClient client = start(LIMITS.withConnections(10));
        CompletableFuture<RawHttpClient.Answer> working = CompletableFuture.supplyAsync(() -> post(client, "block"));
        Thread.sleep(300);
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            idle.add(hold(""));
            // So that it is clear which has waited longer.
            Thread.sleep(5);
        }
        assertThat(client.post("{}").status()).isEqualTo(200);
        assertThat(isClosed(idle.get(0))).isTrue();
        assertThat(isClosed(idle.get(29))).isFalse();
        release.countDown();
        assertThat(working.get().body()).isEqualTo("\"released\"");
    }

    private static RawHttpClient.Answer post(RawHttpClient client, String body) {
        try {
            return client.post(body);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(500);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Test
    void aClientThatSendsItsHeadersByteByByteIsGivenUpOn() throws Exception {
        start(LIMITS.withPatience(Duration.ofSeconds(2)));
        Socket slow = hold(HALF);
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        slow.getOutputStream().write('x');
                        return false;
                    } catch (IOException closed) {
                        return true;
                    }
                });
    }

    @Test
    void clientsThatDoNotTakeTheirAnswersHoldNoPlaceOfTheCalls() throws Exception {
        RawHttpClient client = start(LIMITS);
        for (int i = 0; i < 8; i++) {
            hold(HALF + "Content-Type: application/json\r\nContent-Length: 5\r\n\r\nlarge");
        }
        Thread.sleep(1500);
        assertThat(client.post("{}").status()).isEqualTo(200);
    }

    @Test
    void aConnectionThatIsUsedStaysLongerThanOneThatIsNot() throws Exception {
        start(LIMITS.withPatience(Duration.ofSeconds(2)));
        Socket used = hold("");
        for (int i = 0; i < 6; i++) {
            used.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(used.getInputStream().read(new byte[4096])).isPositive();
            Thread.sleep(700);
        }
    }

    @Test
    void headersThatAreTooLargeOrTooManyAreRefused() throws Exception {
        RawHttpClient client = start(LIMITS);
        String large = "X: " + "x".repeat(100_000) + "\r\n";
        assertThat(client.raw(HALF + large + "\r\n").status()).isEqualTo(431);
        assertThat(client.raw(HALF + "X: y\r\n".repeat(20_000) + "\r\n").status())
                .isEqualTo(431);
        assertThat(client.raw("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n")
                        .status())
                .isIn(414, 431);
    }

    @Test
    void bodiesThatTogetherTakeTooMuchAreRefusedAndGiveTheirRoomBack() throws Exception {
        RawHttpClient client = start(LIMITS);
        String head = HALF + "Content-Type: application/json\r\nContent-Length: 1048576\r\n\r\n";
        for (int i = 0; i < 16; i++) {
            hold(head + "x".repeat((1 << 20) - 1));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.post("x".repeat(100_000)).status() == 503);
        for (Socket socket : held) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.post("x".repeat(100_000)).status() == 200);
    }

    @Test
    void clientsThatHangUpHalfWayFillNoLog() throws Exception {
        RawHttpClient client = start(LIMITS);
        try (LogLines log = new LogLines("dev.dbsync.agent.server")) {
            for (int i = 0; i < 20; i++) {
                hold(HALF + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\nhalf")
                        .close();
            }
            Thread.sleep(500);
            assertThat(client.post("{}").status()).isEqualTo(200);
            assertThat(log.lines()).isEmpty();
        }
    }
}
