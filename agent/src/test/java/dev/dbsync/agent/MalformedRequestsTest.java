package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.dbsync.agent.logging.StandardLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whoever is not known can fill no disk by way of the log, whatever they send. Counts bytes, as the log's file would. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsTest {
    private static final int TIMES = 300;

    /** What the audit writes in one of its periods, and what Jetty may say of its own trouble, with room to spare. */
    private static final int BYTES = 30_000;

    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    private static final String CALL = "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    @SuppressWarnings("NullAway.Init")
    private ListenersUnderTest listeners;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        context().reset();
        StandardLog.setUp(context());
        Logger root = context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ((OutputStreamAppender<ILoggingEvent>) root.getAppender("stderr")).setOutputStream(LOG);
        listeners = new ListenersUnderTest(Files.createTempDirectory(folder, "listeners")).start("");
        LOG.reset();
    }

    @AfterAll
    void close() throws Exception {
        listeners.close();
        context().reset();
        JoranConfigurator tests = new JoranConfigurator();
        tests.setContext(context());
        tests.doConfigure(Objects.requireNonNull(
                MalformedRequestsTest.class.getClassLoader().getResource("logback-test.xml")));
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    static Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
        requests.put("no host", "GET / HTTP/1.1\r\n\r\n");
        requests.put("a host that is none", "GET / HTTP/1.1\r\nHost: a b:c:d\r\n\r\n");
        requests.put("a host with a bad port", "GET / HTTP/1.1\r\nHost: localhost:99999999\r\n\r\n");
        requests.put("two lengths", CALL + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx");
        requests.put("a length that is none", CALL + "Content-Length: -5\r\n\r\n");
        requests.put("a length without end", CALL + "Content-Length: 99999999999999999999999\r\n\r\n");
        requests.put("length and chunks", CALL + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        requests.put("chunks of no length", CALL + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n");
        requests.put("chunks that are too long", CALL + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
        requests.put("an encoding that nobody knows", CALL + "Transfer-Encoding: sideways\r\n\r\n");
        requests.put("chunked twice", CALL + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
        requests.put("a header's name with a space", "GET / HTTP/1.1\r\nHost: localhost\r\nA b: c\r\n\r\n");
        requests.put("a header without a name", "GET / HTTP/1.1\r\nHost: localhost\r\n: c\r\n\r\n");
        requests.put("a header without a colon", "GET / HTTP/1.1\r\nHost: localhost\r\nabc\r\n\r\n");
        requests.put("a folded header", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n  c\r\n\r\n");
        requests.put("NUL in a header", "GET / HTTP/1.1\r\nHost: localhost\r\nA: b\0c\r\n\r\n");
        requests.put("NUL in the path", "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.put("an oversized header", "GET / HTTP/1.1\r\nA: " + "x".repeat(20_000) + "\r\n\r\n");
        requests.put("an oversized path", "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n");
        requests.put("too many headers", "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(3_000) + "\r\n");
        requests.put("HTTP/0.9", "GET /\r\n\r\n");
        requests.put("HTTP/9.9", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n");
        requests.put("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        requests.put("an upgrade", "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
        requests.put("an absolute address", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.put("an address of no scheme", "GET x:y:z HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.put("CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n");
        requests.put("a method that is none", "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.put("a path that is escaped badly", "GET /%zz%00/..;/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.put("a path that leads out", "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.put("an expectation", CALL + "Content-Length: 2\r\nExpect: wonders\r\n\r\n{}");
        requests.put("a cookie that is none", "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: =;=\";\0\r\n\r\n");
        requests.put("lines of newline only", "GET / HTTP/1.1\nHost: localhost\nHost: b\n\n");
        requests.put("TLS where there is none", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
        requests.put("bytes", "\0\u0001\u0002\u00ff\u00fe\r\n\r\n");
        requests.put("nothing", "");
        return requests;
    }

    static Iterable<String> sorts() {
        return requests().keySet();
    }

    @ParameterizedTest
    @MethodSource("sorts")
    void plain(String sort) throws Exception {
        assertThat(logOf(
                        listeners.http().port(),
                        Objects.requireNonNull(requests().get(sort))))
                .isLessThan(BYTES);
    }

    /** Of what is sent where TLS is wanted, none is a greeting of TLS. */
    @ParameterizedTest
    @MethodSource("sorts")
    void whereTlsIsWanted(String sort) throws Exception {
        assertThat(logOf(
                        listeners.httpsPort(), Objects.requireNonNull(requests().get(sort))))
                .isLessThan(BYTES);
    }

    private static int logOf(int port, String request) throws Exception {
        for (int time = 0; time < TIMES; time++) {
            send(port, request);
        }
        int size = LOG.size();
        LOG.reset();
        return size;
    }

    /** Reads to the end, so that what is to be logged has been. */
    private static void send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageMatching("Connection reset.*|Broken pipe.*");
        }
    }
}
