package dev.dbsync.agent.database.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.testing.ProtocolBytes;
import dev.dbsync.agent.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says before it lets anybody in, and what becomes of it. */
@Timeout(60)
final class LoginTest {
    private static final byte[] GREETING = ProtocolBytes.greeting();

    @Test
    void aGreetingThatIsCutShortIsAFailureToConnect() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.saying())) {
            for (int length = 0; length < GREETING.length; length++) {
                server.plays(closing(ProtocolBytes.packet(0, Arrays.copyOf(GREETING, length))));
                assertRefused(server, "mariadb");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://[/nova",
                "jdbc:mariadb://db[1/nova",
                "jdbc:mariadb://]:1/nova",
                "jdbc:mariadb://a:b:c/nova",
                "jdbc:mariadb://address=(host=/nova",
                "jdbc:mariadb://address=(host=a)(port=/nova",
                "jdbc:mariadb:((/n)",
                "jdbc:mariadb://127.0.0.1:1/nova?[",
                "jdbc:postgresql://[/nova",
                "jdbc:postgresql://127.0.0.1:99999999/nova",
                "jdbc:postgresql://127.0.0.1:1/%zz",
                "jdbc:h2:[:"
            })
    void anAddressThatTheDriverStumblesOverIsAFailureToConnect(String url) {
        assertThat(catchThrowable(() -> Login.connect(url, properties(), Duration.ofSeconds(5))))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "postgresql"})
    void aServerThatSaysAByteAtATimeHoldsNobodyLongerThanTheLimit(String engine) throws Exception {
        byte[] beginning = engine.equals("mariadb")
                ? ProtocolBytes.packet(0, 1 << 19, GREETING)
                : ProtocolBytes.message('E', 1 << 19, new byte[] {'S'});
        try (ScriptedServer server = new ScriptedServer((in, out) -> drip(beginning, out))) {
            Throwable failure =
                    catchThrowable(() -> Login.connect(url(server, engine), properties(), Duration.ofMillis(1_500)));

            assertThat(failure).isInstanceOf(SQLException.class).hasMessage("the log-in took longer than 1 seconds");
            assertNothingIsLeft(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "postgresql"})
    void aServerThatSaysMuchIsCutOffBeforeItFillsTheMemory(String engine) throws Exception {
        try (ScriptedServer server = new ScriptedServer(LoginTest::flood)) {
            assertRefused(server, engine);
        }
    }

    @Test
    void anAnnouncedLengthIsNotTakenAtItsWord() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.saying())) {
            for (char kind : "ENRSKvZTD".toCharArray()) {
                for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0, 3, 4, 1 << 28}) {
                    server.plays(closing(ProtocolBytes.message(kind, length, new byte[] {0, 0, 0, 10, 0, 0})));
                    assertRefused(server, "postgresql");
                }
            }
        }
    }

    private static void assertRefused(ScriptedServer server, String engine) {
        Throwable failure =
                catchThrowable(() -> Login.connect(url(server, engine), properties(), Duration.ofSeconds(20)));

        assertThat(failure).isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                .describedAs(refusal.toString())
                .isNotNull());
        assertNothingIsLeft(server);
    }

    private static void assertNothingIsLeft(ScriptedServer server) {
        await().pollDelay(Duration.ZERO).pollInterval(1, TimeUnit.MILLISECONDS).until(() -> server.present() == 0);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains("JDBC driver conn"));
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", "nova");
        properties.setProperty("password", "s3cr3t");
        properties.setProperty("socketFactory", DriverSockets.class.getName());
        return properties;
    }

    private static String url(ScriptedServer server, String engine) {
        return "jdbc:" + engine + "://127.0.0.1:" + server.port() + "/nova";
    }

    private static ScriptedServer.Script closing(byte[] bytes) {
        return (in, out) -> {
            out.write(bytes);
            out.flush();
            throw new IOException("all is said");
        };
    }

    /** Announces more than it will ever say. */
    private static void drip(byte[] beginning, OutputStream out) throws IOException {
        out.write(beginning);
        while (true) {
            out.write('S');
            out.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** PostgreSQL's driver waits for more notices, MariaDB's for the rest of an answer that spans packets. */
    private static void flood(InputStream in, OutputStream out) throws IOException {
        byte[] full = ProtocolBytes.packet(0, 0xffffff, new byte[0xffffff]);
        out.write(in.available() > 0 ? 'N' : full[0]);
        while (true) {
            out.write(full, 1, full.length - 1);
            out.write(full, 0, 1);
        }
    }
}
