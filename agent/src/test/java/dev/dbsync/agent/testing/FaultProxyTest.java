package dev.dbsync.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.testing.FaultProxy.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault, as a client of an echoing server meets it. */
class FaultProxyTest {
    private static final int PATIENCE_MILLIS = 300;

    private final ServerSocket echo = listening();
    private final FaultProxy proxy = FaultProxy.to(echo.getLocalPort());
    private Socket client = new Socket();

    @BeforeEach
    void connect() throws IOException {
        Thread server = new Thread(this::echoAll, "echo");
        server.setDaemon(true);
        server.start();
        client = newClient();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        echo.close();
    }

    @Test
    void forwards_both_ways_while_nothing_is_wrong() throws IOException {
        assertThat(echoed('a')).isEqualTo('a');
        assertThat(echoed('b')).isEqualTo('b');
    }

    @Test
    void a_stalled_connection_is_silent_until_it_is_mended() throws IOException {
        proxy.now(Fault.STALL);
        assertThatThrownBy(() -> echoed('a')).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        client.setSoTimeout(20 * PATIENCE_MILLIS);
        assertThat(client.getInputStream().read()).isEqualTo('a');
    }

    @Test
    void a_cut_connection_ends_in_good_order() throws IOException {
        assertThat(echoed('a')).isEqualTo('a');
        proxy.now(Fault.CUT);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void a_reset_connection_is_broken() throws IOException {
        assertThat(echoed('a')).isEqualTo('a');
        proxy.now(Fault.RESET);
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void new_connections_are_refused_and_old_ones_live_on() throws IOException {
        assertThat(echoed('a')).isEqualTo('a');
        proxy.now(Fault.REFUSE);
        assertThatThrownBy(this::newClient).isInstanceOf(ConnectException.class);
        assertThat(echoed('b')).isEqualTo('b');
        proxy.heal();
        newClient().close();
    }

    @Test
    void packets_come_late_when_delayed() throws IOException {
        Duration each = Duration.ofMillis(60);
        proxy.delay(each);
        Instant start = Instant.now();
        assertThat(echoed('a')).isEqualTo('a');
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(each.multipliedBy(2));
    }

    @Test
    void a_fault_waits_for_its_packet() throws IOException {
        proxy.afterPackets(2, Fault.STALL);
        assertThat(echoed('a')).isEqualTo('a');
        assertThatThrownBy(() -> {
                    echoed('b');
                    echoed('c');
                })
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void a_fault_waits_for_the_next_connection() throws IOException {
        assertThat(echoed('a')).isEqualTo('a');
        proxy.afterPackets(0, Fault.STALL);
        try (Socket second = newClient()) {
            second.getOutputStream().write('b');
            assertThatThrownBy(() -> second.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_fault_waits_for_its_byte() throws IOException {
        proxy.afterBytes(3, Fault.CUT);
        assertThat(echoed('a')).isEqualTo('a');
        assertThat(echoed('b')).isEqualTo('b');
        client.getOutputStream().write('c');
        assertThat(client.getInputStream().readAllBytes()).hasSizeLessThanOrEqualTo(1);
    }

    private int echoed(char letter) throws IOException {
        client.getOutputStream().write(letter);
        return client.getInputStream().read();
    }

    private Socket newClient() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void echoAll() {
        while (!echo.isClosed()) {
            try {
                Socket peer = echo.accept();
                Thread copier = new Thread(() -> copy(peer), "echo of one");
                copier.setDaemon(true);
                copier.start();
            } catch (IOException closed) {
                // the test is over
            }
        }
    }

    private static void copy(Socket peer) {
        try (peer) {
            peer.getInputStream().transferTo(peer.getOutputStream());
        } catch (IOException broken) {
            // as the test wanted it
        }
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException exception) {
            throw new IllegalStateException("no free port", exception);
        }
    }
}
