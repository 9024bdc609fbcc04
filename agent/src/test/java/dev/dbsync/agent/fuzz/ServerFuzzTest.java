package dev.dbsync.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.database.driver.DriverSockets;
import dev.dbsync.agent.database.driver.Login;
import dev.dbsync.agent.testing.ProtocolBytes;
import dev.dbsync.agent.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers whose first words are not quite their protocol: each is a failure to connect, in time, and leaves nothing. */
@Timeout(3_600)
final class ServerFuzzTest {
    private static final int USUAL = 200;
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final byte[] OK = {0, 0, 0, 2, 0, 0, 0};
    private static final byte[] DENIED =
            ProtocolBytes.joined(new byte[] {-1, 0x15, 4}, "#28000Access denied".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] PARAMETER = "server_version\000015.4\0".getBytes(StandardCharsets.US_ASCII);

    @Test
    void mariaDbs() throws Exception {
        byte[] greeting = ProtocolBytes.packet(0, ProtocolBytes.greeting());
        refuses(
                "mariadb",
                new Fuzz(List.of(
                        greeting,
                        ProtocolBytes.joined(greeting, ProtocolBytes.packet(2, OK)),
                        ProtocolBytes.joined(greeting, ProtocolBytes.packet(2, OK), ProtocolBytes.packet(1, OK)),
                        ProtocolBytes.joined(greeting, ProtocolBytes.packet(2, DENIED)),
                        ProtocolBytes.packet(0, DENIED))));
    }

    @Test
    void postgresqls() throws Exception {
        byte[] let = ProtocolBytes.message('R', new byte[4]);
        byte[] ready = ProtocolBytes.message('Z', new byte[] {'I'});
        refuses(
                "postgresql",
                new Fuzz(List.of(
                        ProtocolBytes.joined(let, ProtocolBytes.message('S', PARAMETER), ready),
                        ProtocolBytes.joined(let, ProtocolBytes.message('K', new byte[8]), ready),
                        ProtocolBytes.message('R', new byte[] {0, 0, 0, 5, 1, 2, 3, 4}),
                        ProtocolBytes.message('R', "\0\0\0\nSCRAM-SHA-256\0\0".getBytes(StandardCharsets.US_ASCII)),
                        ProtocolBytes.message('R', "\0\0\0\013r=x,s=eA==,i=9".getBytes(StandardCharsets.US_ASCII)),
                        ProtocolBytes.message('E', "SFATAL\0C28000\0Mno\0\0".getBytes(StandardCharsets.US_ASCII)),
                        ProtocolBytes.message('v', new byte[] {0, 3, 0, 0, 0, 0, 0, 0}))));
    }

    private static void refuses(String engine, Fuzz fuzz) throws Exception {
        Leftovers before = Leftovers.since();
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.saying())) {
            for (int count = Fuzz.count(USUAL); count > 0; count--) {
                byte[] input = fuzz.next();
                server.plays((in, out) -> play(engine, input, in, out));
                Throwable failure =
                        catchThrowable(() -> connect(engine, server.port()).close());

                assertThat(failure)
                        .describedAs(fuzz.told(input))
                        .satisfiesAnyOf(none -> assertThat(none).isNull(), refusal -> assertThat(refusal)
                                .isInstanceOfSatisfying(SQLException.class, told -> assertThat(told.getSQLState())
                                        .isNotNull()));
            }
            await().until(() -> server.present() == 0);
        }
        before.requireNone();
    }

    /** Hangs up when all is said, so that no input takes the whole limit. */
    private static void play(String engine, byte[] input, InputStream in, OutputStream out) throws IOException {
        if (engine.equals("postgresql")) {
            in.readNBytes(8); // asks for TLS
            out.write('N');
        }
        out.write(input);
        out.flush();
        throw new IOException("all is said");
    }

    private static Connection connect(String engine, int port) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "nova");
        properties.setProperty("password", "s3cr3t");
        properties.setProperty("socketFactory", DriverSockets.class.getName());
        return Login.connect("jdbc:" + engine + "://127.0.0.1:" + port + "/nova", properties, LIMIT);
    }
}
