package dev.dbsync.agent.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

class SupervisorTest {
    private static final int LIMIT_MILLIS = 5_000;
    private static final int LONGEST = 4096;

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private AFUNIXDatagramSocket serviceManager;

    @BeforeEach
    void listen() throws IOException {
        serviceManager = AFUNIXDatagramSocket.newInstance();
        serviceManager.setSoTimeout(LIMIT_MILLIS);
    }

    @AfterEach
    void close() {
        serviceManager.close();
    }

    @Test
    void tellsTheSocketOfTheEnvironmentThatTheAgentIsReadyReloadsAndStops() throws IOException {
        Supervisor supervisor = supervisor(Map.of());

        supervisor.ready("Serves", () -> true);
        assertThat(heard()).isEqualTo("READY=1\nSTATUS=Serves");
        supervisor.reloading();
        assertThat(heard()).isEqualTo("RELOADING=1");
        supervisor.reloaded("Serves more");
        assertThat(heard()).isEqualTo("READY=1\nSTATUS=Serves more");
        supervisor.stopping("Ends");
        assertThat(heard()).isEqualTo("STOPPING=1\nSTATUS=Ends");
        assertNothingMore();
    }

    @Test
    void findsASocketThatHasANameAndNoFile() throws IOException {
        String name = "dbsync-test-" + ProcessHandle.current().pid();
        serviceManager.bind(AFUNIXSocketAddress.inAbstractNamespace(name));

        Supervisor.of(Map.of("NOTIFY_SOCKET", "@" + name)).ready("Serves", () -> true);

        assertThat(heard()).startsWith("READY=1");
    }

    @Test
    void givesSignsOfLifeOnlyWhileTheAgentAnswers() throws IOException {
        AtomicBoolean answers = new AtomicBoolean(true);
        Supervisor supervisor = supervisor(Map.of("WATCHDOG_USEC", "100000"));

        supervisor.ready("Serves", answers::get);
        assertThat(heard()).startsWith("READY=1");
        assertThat(heard()).isEqualTo("WATCHDOG=1");
        assertThat(heard()).isEqualTo("WATCHDOG=1");
        answers.set(false);
        assertSilenceComes();
        answers.set(true);
        assertThat(heard()).isEqualTo("WATCHDOG=1");
        supervisor.stopped();
        assertSilenceComes();
    }

    @Test
    void asksOnAfterAFailure() {
        AtomicInteger asked = new AtomicInteger();
        WatchdogInterval interval = new WatchdogInterval(Duration.ofMillis(10));

        try (Watchdog watchdog = Watchdog.start(interval, () -> failing(asked), () -> {})) {
            await().until(() -> asked.get() > 2);
            assertThat(watchdog).isNotNull();
        }
    }

    private static boolean failing(AtomicInteger asked) {
        asked.incrementAndGet();
        throw new IllegalStateException("cannot be asked");
    }

    @Test
    void leavesTheWatchOfAnotherProcessAlone() {
        Map<String, String> ofAnother = Map.of("WATCHDOG_USEC", "100000", "WATCHDOG_PID", "1");

        assertThat(WatchdogInterval.of(ofAnother, 2)).isEmpty();
        assertThat(WatchdogInterval.of(ofAnother, 1)).contains(new WatchdogInterval(Duration.ofMillis(50)));
        assertThat(WatchdogInterval.of(Map.of(), 1)).isEmpty();
        assertThat(WatchdogInterval.of(Map.of("WATCHDOG_USEC", "often"), 1)).isEmpty();
    }

    @Test
    void servesOnWhereNobodyListens() {
        Supervisor supervisor =
                Supervisor.of(Map.of("NOTIFY_SOCKET", folder.resolve("absent").toString()));

        supervisor.ready("Serves", () -> true);
        supervisor.stopping("Ends");
        supervisor.stopped();
    }

    @Test
    void isSilentWithoutAServiceManager() {
        Supervisor supervisor = Supervisor.of(Map.of("WATCHDOG_USEC", "1000"));

        supervisor.ready("Serves", () -> {
            throw new AssertionError("asked although nobody wants to know");
        });
        supervisor.stopped();
    }

    private Supervisor supervisor(Map<String, String> more) throws IOException {
        Path socket = folder.resolve("notify");
        serviceManager.bind(AFUNIXSocketAddress.of(socket));
        Map<String, String> environment = new HashMap<>(more);
        environment.put("NOTIFY_SOCKET", socket.toString());
        return Supervisor.of(environment);
    }

    private String heard() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        serviceManager.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private void assertNothingMore() throws IOException {
        serviceManager.setSoTimeout(200);
        assertThatThrownBy(this::heard).isInstanceOf(SocketTimeoutException.class);
        serviceManager.setSoTimeout(LIMIT_MILLIS);
    }

    /** A sign may be under way while the agent falls silent. */
    private void assertSilenceComes() throws IOException {
        serviceManager.setSoTimeout(500);
        int more = 0;
        try {
            while (more < 10) {
                heard();
                more++;
            }
        } catch (SocketTimeoutException silence) {
            // is what was waited for
        }
        assertThat(more).isLessThan(10);
        serviceManager.setSoTimeout(LIMIT_MILLIS);
    }
}
