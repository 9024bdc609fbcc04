package dev.dbsync.agent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dbsync.agent.LogLines;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AgentServerTest {
    private static final String JSON = "Content-Type: application/json";
    private static final String HOST = "Host: localhost";
    private static final ServerLimits LIMITS = new ServerLimits(1 << 20, 80, Duration.ofSeconds(30));
    private static final Duration SHORT = Duration.ofMillis(500);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private AgentServer server = OpenServer.of(loopback(0), this::answer, LIMITS);

    private RawHttpClient client = RawHttpClient.http(1);

    @BeforeEach
    void start() {
        server.start();
        client = RawHttpClient.http(server.httpPort().orElseThrow());
    }

    private void restartImpatiently() {
        server.stop();
        server = OpenServer.of(loopback(0), this::answer, new ServerLimits(1 << 20, 80, SHORT));
        start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop();
        clients.shutdownNow();
    }

    private static ListenSettings loopback(int port) {
        return new ListenSettings(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private Optional<byte[]> answer(byte[] body) {
        return switch (new String(body, StandardCharsets.UTF_8)) {
            case "block" -> block();
            case "nothing" -> Optional.empty();
            case "fail" -> throw new IllegalStateException("secret");
            default -> Optional.of(body);
        };
    }

    private Optional<byte[]> block() {
        blocked.incrementAndGet();
        try {
            assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return Optional.of("\"released\"".getBytes(StandardCharsets.UTF_8));
    }

    private List<CompletableFuture<RawHttpClient.Answer>> blockedCalls(int number) {
        List<CompletableFuture<RawHttpClient.Answer>> calls = new ArrayList<>();
        for (int call = 0; call < number; call++) {
            calls.add(CompletableFuture.supplyAsync(() -> postUnchecked("block"), clients));
        }
        await().until(() -> blocked.get() == number);
        return calls;
    }

    private RawHttpClient.Answer postUnchecked(String body) {
        try {
            return client.post(body);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void answersAPostedBodyAsJson() throws Exception {
        RawHttpClient.Answer answer = client.post("{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.hasHeader("Content-Type", "application/json")).isTrue();
        assertThat(answer.head()).doesNotContainIgnoringCase("Server:").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void answersNoContentWhenThereIsNothingToSay() throws Exception {
        RawHttpClient.Answer answer = client.post("nothing");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void servesAnOrdinaryClientOnOneConnection() throws Exception {
        HttpClient ordinary = HttpClient.newHttpClient();
        URI uri = URI.create("http://127.0.0.1:" + server.httpPort().orElseThrow() + "/rpc");
        for (int time = 0; time < 3; time++) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json; charset=UTF-8")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(ordinary.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", "*/*"})
    void refusesOtherMediaTypes(String type) throws Exception {
        assertThat(client.request("POST /rpc", "{}", HOST, "Content-Type: " + type)
                        .status())
                .isEqualTo(415);
    }

    @Test
    void refusesABodyWithoutAMediaTypeOrCompressed() throws Exception {
        assertThat(client.request("POST /rpc", "{}", HOST).status()).isEqualTo(415);
        assertThat(client.request("POST /rpc", "{}", HOST, JSON, "Content-Encoding: gzip")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"})
    void namesTheMethodThatItTakes(String method) throws Exception {
        RawHttpClient.Answer answer = client.request(method + " /rpc", "", HOST, JSON);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.hasHeader("Allow", "POST")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rpc/", "/rpc/more", "/RPC", "/healthz/x", "/.."})
    void findsNothingElsewhere(String path) throws Exception {
        RawHttpClient.Answer answer = client.request("POST " + path, "{}", HOST, JSON);
        assertThat(answer.status()).isIn(404, 400);
        assertThat(answer.body()).startsWith("{\"error\":\"");
    }

    @Test
    void takesABodyOfOneMebibyteAndNotAByteMore() throws Exception {
        assertThat(client.post("x".repeat(1 << 20)).status()).isEqualTo(200);
        assertThat(client.post("x".repeat((1 << 20) + 1)).status()).isEqualTo(413);
        assertThat(client.post("x".repeat(3 << 20)).status()).isEqualTo(413);
    }

    @Test
    void refusesALargeBodyBeforeItIsSentWhenAsked() throws Exception {
        RawHttpClient.Answer answer = client.raw("POST /rpc HTTP/1.1\r\n" + HOST + "\r\n" + JSON
                + "\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void refusesALargeBodyInChunks() throws Exception {
        String chunk = "40000\r\n" + "x".repeat(0x40000) + "\r\n";
        RawHttpClient.Answer answer = client.raw("POST /rpc HTTP/1.1\r\n" + HOST + "\r\n" + JSON
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"refused\":\"TOO_LARGE: The body may have 1048576 bytes.\"}");
    }

    @Test
    void reportsHealthToGetAndHead() throws Exception {
        RawHttpClient.Answer get = client.request("GET /healthz", "", HOST);
        assertThat(get.status()).isEqualTo(200);
        assertThat(get.body()).isEqualTo("{\"status\":\"ok\"}");
        RawHttpClient.Answer head = client.request("HEAD /healthz", "", HOST);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(client.request("POST /healthz", "", HOST).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8639",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.1"
            })
    void refusesNamesThatWereMadeToResolveToLoopback(String host) throws Exception {
        assertThat(client.request("POST /rpc", "{}", JSON, "Host: " + host).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.1:8639", "[::1]", "[::1]:8639"})
    void takesEveryNameOfLoopback(String host) throws Exception {
        assertThat(client.request("POST /rpc", "{}", JSON, "Host: " + host).status())
                .isEqualTo(200);
    }

    @Test
    void refusesWebPages() throws Exception {
        assertThat(client.request("POST /rpc", "{}", HOST, JSON, "Origin: http://localhost")
                        .status())
                .isEqualTo(403);
        assertThat(client.request("POST /rpc", "{}", HOST, JSON, "Origin: null").status())
                .isEqualTo(403);
    }

    @Test
    void keepsWhatFailedToItself() throws Exception {
        RawHttpClient.Answer answer = client.post("fail");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"refused\":\"FAILED: The agent failed.\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /healthz HTTP/9.9\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void answersNoPageOfJettysToAMalformedRequest(String request) throws Exception {
        RawHttpClient.Answer answer = client.raw(request);
        assertThat(answer.status()).isBetween(400, 505);
        assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain("jetty", "Exception", "\tat ");
    }

    @Test
    void keepsAnsweringWhileManyCallsBlock() throws Exception {
        List<CompletableFuture<RawHttpClient.Answer>> calls = blockedCalls(64);
        assertThat(client.post("{}").status()).isEqualTo(200);
        release.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.get().status()).isEqualTo(200));
    }

    @Test
    void refusesACallForWhichThereIsNoThreadButReportsHealth() throws Exception {
        List<CompletableFuture<RawHttpClient.Answer>> calls = blockedCalls(LIMITS.calls());
        RawHttpClient.Answer refused = client.post("{}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.hasHeader("Retry-After", "5")).isTrue();
        assertThat(client.request("GET /healthz", "", HOST).status()).isEqualTo(200);
        release.countDown();
        assertThat(calls).allSatisfy(call -> assertThat(call.get().status()).isEqualTo(200));
    }

    @Test
    void doesNotCutACallThatTakesLongerThanConnectionsMayBeIdle() throws Exception {
        restartImpatiently();
        CompletableFuture<RawHttpClient.Answer> call = blockedCalls(1).get(0);
        TimeUnit.MILLISECONDS.sleep(3 * SHORT.toMillis());
        release.countDown();
        assertThat(call.get().body()).isEqualTo("\"released\"");
    }

    @Test
    void givesUpOnABodyThatDoesNotArrive() throws Exception {
        restartImpatiently();
        RawHttpClient.Answer answer =
                client.raw("POST /rpc HTTP/1.1\r\n" + HOST + "\r\n" + JSON + "\r\nContent-Length: 10\r\n\r\nhalf");
        assertThat(answer.status()).isEqualTo(408);
    }

    @Test
    void answersWhoAsksWhileItDrainsAndBeginsNothing() throws Exception {
        server.refuseWork();
        assertThat(client.post("{}").status()).isEqualTo(200);
        assertThat(client.post("work")).satisfies(AgentServerTest::saysThatItStops);
    }

    @Test
    void takesNoCallsAtItsEndAndFinishesRunningOnes() throws Exception {
        CompletableFuture<RawHttpClient.Answer> running = blockedCalls(1).get(0);
        server.refuseWork();
        assertThat(server.drain(Duration.ofMillis(50))).isFalse();
        assertThat(client.post("{}")).satisfies(AgentServerTest::saysThatItStops);
        assertThat(client.request("GET /healthz", "", HOST).status()).isEqualTo(200);
        release.countDown();
        assertThat(server.drain(Duration.ofSeconds(10))).isTrue();
        assertThat(running.get().body()).isEqualTo("\"released\"");
        server.refuseWork();
        assertThat(client.post("{}")).satisfies(AgentServerTest::saysThatItStops);
    }

    private static void saysThatItStops(RawHttpClient.Answer refused) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).startsWith("{\"refused\":\"DRAINING: The agent is stopping");
        assertThat(refused.hasHeader("Connection", "close")).isTrue();
        assertThat(refused.hasHeader("Retry-After", "5")).isTrue();
    }

    private static Stream<Arguments> roomsWithoutThreads() {
        ExecutorService noThread = WorkRoom.newThreads(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        ExecutorService notStarted = WorkRoom.newThreads(task -> new Thread(task) {
            @Override
            public synchronized void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });
        ExecutorService none = WorkRoom.newThreads(task -> null);
        ExecutorService closed = Executors.newCachedThreadPool();
        closed.shutdown();
        return Stream.of(
                Arguments.of("no thread", noThread),
                Arguments.of("a thread that does not start", notStarted),
                Arguments.of("a factory without threads", none),
                Arguments.of("an executor that rejects", closed));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roomsWithoutThreads")
    void whereNoThreadCanBeHadACallIsRefusedAndItsPlaceIsFree(String kind, ExecutorService threads) throws Exception {
        server.stop();
        ServerLimits one = new ServerLimits(1 << 20, 1, Duration.ofSeconds(30));
        server = OpenServer.of(loopback(0), this::answer, one, new WorkRoom(1, threads));
        start();
        try (LogLines log = new LogLines("dev.dbsync.agent.server");
                LogLines audit = new LogLines("audit")) {
            for (int time = 0; time < 20; time++) {
                RawHttpClient.Answer refused = client.post("x".repeat(1 << 20));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.body()).startsWith("{\"refused\":\"BUSY: ");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN No thread can be had")
                    .doesNotContain("OutOfMemory");
            assertThat(audit.lines()).isEmpty();
        }
        assertThat(client.request("GET /healthz", "", HOST).status()).isEqualTo(200);
        assertThat(server.drain(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aCallIsTakenAgainWhenThereAreThreadsAgain() throws Exception {
        server.stop();
        AtomicInteger asked = new AtomicInteger();
        ExecutorService threads = WorkRoom.newThreads(task -> {
            if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        });
        ServerLimits one = new ServerLimits(1 << 20, 1, Duration.ofSeconds(30));
        server = OpenServer.of(loopback(0), this::answer, one, new WorkRoom(1, threads));
        start();
        assertThat(client.post("{}").status()).isEqualTo(503);
        assertThat(client.post("{}").status()).isEqualTo(200);
        threads.shutdown();
    }

    @ParameterizedTest
    @CsvSource({
        "POST /rpc, Content-Type: text/plain, 415, UNSUPPORTED_MEDIA_TYPE",
        "POST /, Content-Type: text/plain, 415, UNSUPPORTED_MEDIA_TYPE",
        "POST /rpc, Origin: null, 403, FORBIDDEN",
        "POST /, Origin: null, 403, FORBIDDEN",
        "GET /rpc, X: y, 405, INVALID",
        "PUT /rpc, X: y, 405, INVALID"
    })
    void callersAreRefusedInTheirOwnWords(String request, String header, int status, String reason) throws Exception {
        RawHttpClient.Answer refused = client.request(request, "{}", HOST, header);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body()).startsWith("{\"refused\":\"" + reason + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json-rpc",
                "application/jsonrequest",
                "Application/JSON-RPC; charset=UTF-8"
            })
    void takesWhatStockClientsSendByEitherPath(String type) throws Exception {
        for (String path : List.of("/rpc", "/")) {
            RawHttpClient.Answer answer = client.request("POST " + path, "{}", HOST, "Content-Type: " + type);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AgentServer second = OpenServer.of(loopback(taken.getLocalPort()), this::answer);
            assertThatThrownBy(second::start)
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("Address already in use")
                    .hasMessageContaining("set another one");
        }
    }

    @Test
    void listensOnLoopbackOnly() {
        assertThatThrownBy(() -> new ListenSettings(null, new InetSocketAddress("0.0.0.0", 8639)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0:8639");
        assertThatThrownBy(() -> OpenServer.of(new ListenSettings(null, null), Optional::of))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
