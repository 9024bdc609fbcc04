package dev.dbsync.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.googlecode.jsonrpc4j.JsonRpcHttpClient;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.access.TokenFile;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.cli.CommandFailedException;
import dev.dbsync.agent.config.AgentConfiguration;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.testing.TestAuthority;
import dev.dbsync.agent.tls.ClientContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method, every role, every listener. */
@Timeout(120)
class LockedListenersTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ListenersUnderTest listeners;

    @BeforeAll
    static void open() throws Exception {
        listeners = new ListenersUnderTest(Files.createTempDirectory(folder, "listeners")).start("");
    }

    @AfterAll
    static void close() throws Exception {
        listeners.close();
    }

    /** What counts failures begins anew. */
    private static void reopen() throws Exception {
        close();
        open();
    }

    /** Who comes, and what they may do; null for those who are not let in. */
    private record Visitor(ListenerClient client, @Nullable Role role, int refusal) {}

    private static Map<String, Visitor> visitors() {
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        visitors.put("the socket's group", new Visitor(listeners.unix(), Role.OPERATOR, 0));
        visitors.put(
                "the socket's group as a reader", new Visitor(listeners.unix().with(listeners.reader), Role.READER, 0));
        visitors.put("the socket's group, badly", new Visitor(listeners.unix().with("x"), null, 401));
        visitors.put("loopback", new Visitor(listeners.http(), null, 401));
        addTokens("loopback", listeners.http(), visitors);
        visitors.put("another host", new Visitor(listeners.https(), null, 401));
        addTokens("another host", listeners.https(), visitors);
        visitors.put(
                "a reader's certificate",
                new Visitor(listeners.https(listeners.authority.issue("c1", "mon.example")), Role.READER, 0));
        GeneralName team = new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://cloud/ops");
        visitors.put(
                "an operator's certificate",
                new Visitor(listeners.https(listeners.authority.issue("c2", "mon.example", team)), Role.OPERATOR, 0));
        visitors.put(
                "an operator's certificate by its common name",
                new Visitor(listeners.https(listeners.authority.issue("c5", "Ops Team")), Role.OPERATOR, 0));
        visitors.put(
                "a certificate without a role",
                new Visitor(listeners.https(listeners.authority.issue("c3", "MON.example")), null, 403));
        visitors.put(
                "a certificate without a role, with a token",
                new Visitor(
                        listeners.https(listeners.authority.issue("c4", "x")).with(listeners.reader), Role.READER, 0));
        return visitors;
    }

    private static void addTokens(String from, ListenerClient client, Map<String, Visitor> visitors) {
        visitors.put(from + " as a reader", new Visitor(client.with(listeners.reader), Role.READER, 0));
        visitors.put(from + " as an operator", new Visitor(client.with(listeners.operator), Role.OPERATOR, 0));
        visitors.put(from + ", revoked", new Visitor(client.with(listeners.revoked), null, 401));
        visitors.put(from + ", nearly", new Visitor(client.with(listeners.operator + "A"), null, 401));
    }

    @Test
    void onLoopbackWithoutTokensOneMayAskAndNotSync(@TempDir Path own) throws Exception {
        Path file = own.resolve("dbsync.conf");
        Files.writeString(
                file,
                "[agent]\nstate_dir = %1$s/state\n[listen]\nunix =\nhttp = 127.0.0.1:0\n".formatted(own)
                        + "[database:nova_api]\ncatalog = nova/api\nrelease = newest\nurl = jdbc:h2:file:%1$s/api\n"
                                .formatted(own));
        AgentConfiguration configuration = new Wiring(Map.of()).configuration(file);
        AgentProcess agent =
                AgentProcess.start(configuration, new CatalogLoader().load(configuration.catalogs()), "1.2.3");
        try {
            ListenerClient loopback = ListenerClient.http(agent.httpPort().orElseThrow());
            assertThat(loopback.rpc("status", "{}").status()).isEqualTo(200);
            ListenerClient.Answer refused = loopback.rpc("sync", "{}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("-32041", "needs the role operator");
        } finally {
            agent.stop(Duration.ofSeconds(10));
        }
    }

    private static Map<String, Role> methods() throws IOException {
        Map<String, Role> methods = new LinkedHashMap<>(Map.of("rpc.discover", Role.READER));
        JsonNode document = JsonFormat.newMapper()
                .readTree(listeners.unix().rpc("rpc.discover", "{}").body());
        for (JsonNode method : document.at("/result/methods")) {
            methods.put(
                    method.path("name").asText(),
                    Role.labelled(method.path("x-role").asText()).orElseThrow());
        }
        return methods;
    }

    /** It sends application/json-rpc, and looks for a JSON-RPC error in every body. */
    @Test
    void jsonrpc4jsOwnClientIsAnsweredAndToldWhatIsWrong() throws Throwable {
        JsonRpcHttpClient reader = jsonrpc4j(listeners.reader);
        assertThat(reader.invoke("status", Map.of(), JsonNode.class).has("databases"))
                .isTrue();
        assertThatThrownBy(() -> reader.invoke("status", Map.of("databases", List.of("no")), JsonNode.class))
                .hasMessageContaining("There is no database of that name");
        assertThatThrownBy(() -> reader.invoke("sync", Map.of(), JsonNode.class))
                .hasMessageContaining("needs the role operator");
        assertThatThrownBy(() -> jsonrpc4j(listeners.revoked).invoke("status", Map.of(), JsonNode.class))
                .hasMessageContaining("The token is not valid");
        reopen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void jsonrpc4jsOwnClientCallsEveryMethod(String scheme) throws Throwable {
        int port = scheme.equals("http") ? listeners.http().port() : listeners.httpsPort();
        JsonRpcHttpClient client = jsonrpc4j(scheme + "://127.0.0.1:" + port, listeners.operator);
        client.setSslContext(ClientContext.of(ListenerClient.material(null, null, listeners.authority.file())));

        JsonNode operation = client.invoke("sync", Map.of("databases", List.of("nova_api")), JsonNode.class);
        assertThat(operation.path("state").asText()).isEqualTo("succeeded");
        Map<String, Object> named = Map.of("id", operation.path("id").asText());
        assertThat(client.invoke("operation", named, JsonNode.class)).isEqualTo(operation);
        assertThat(client.invoke("cancel", named, JsonNode.class)).isEqualTo(operation);
        assertThat(client.invoke("operations", Map.of("limit", 1), JsonNode.class)
                        .get(0))
                .isEqualTo(operation);
        assertThat(client.invoke("status", Map.of(), JsonNode.class)
                        .path("upToDate")
                        .asBoolean())
                .isTrue();
        assertThat(client.invoke("plan", Map.of("sql", false), JsonNode.class)
                        .path("changes")
                        .asBoolean())
                .isFalse();
        assertThat(client.invoke("verify", Map.of(), JsonNode.class)
                        .path("clean")
                        .asBoolean())
                .isTrue();
        assertThat(client.invoke("history", Map.of("database", "nova_api"), JsonNode.class)
                        .isArray())
                .isTrue();
        assertThat(client.invoke("rpc.discover", Map.of(), JsonNode.class).has("methods"))
                .isTrue();
        reopen();
    }

    private static JsonRpcHttpClient jsonrpc4j(String token) throws IOException {
        return jsonrpc4j("http://127.0.0.1:" + listeners.http().port(), token);
    }

    private static JsonRpcHttpClient jsonrpc4j(String address, String token) throws IOException {
        return new JsonRpcHttpClient(new URL(address + "/rpc"), Map.of("Authorization", "Bearer " + token));
    }

    @Test
    void onlyWhatChangesSomethingNeedsAnOperator() throws Exception {
        Map<String, Role> methods = methods();
        assertThat(methods).containsKeys("status", "plan", "sync", "operation", "verify");
        methods.forEach((name, role) -> assertThat(role)
                .as(name)
                .isEqualTo(List.of("sync", "cancel").contains(name) ? Role.OPERATOR : Role.READER));
    }

    @Test
    void everyMethodIsOpenToJustThoseWhoseRoleCoversItByEveryListener() throws Exception {
        reopen();
        Map<String, Visitor> visitors = visitors();
        for (Map.Entry<String, Role> method : methods().entrySet()) {
            for (Map.Entry<String, Visitor> visitor : visitors.entrySet()) {
                Visitor who = visitor.getValue();
                ListenerClient.Answer answer = who.client().rpc(method.getKey(), "{\"databases\":[\"nope\"]}");
                String what = method.getKey() + " by " + visitor.getKey();
                if (who.role() == null) {
                    assertThat(answer.status()).as(what).isEqualTo(who.refusal());
                } else if (who.role().covers(method.getValue())) {
                    assertThat(answer.status()).as(what).isEqualTo(200);
                    assertThat(answer.body()).as(what).startsWith("{\"jsonrpc\":\"2.0\"");
                } else {
                    assertThat(answer.status()).as(what).isEqualTo(403);
                    assertThat(answer.body())
                            .contains("\"code\":-32041,\"message\":\"" + method.getKey()
                                    + " needs the role operator, and this caller is a" + " reader.\"");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/, 200", "/readyz, 200", "/nothing, 404", "/rpc, 405", "/rpc/x, 404", "/healthz/x, 404", "//, 404"})
    void everyOtherPathIsForThoseWhoAreKnownByEveryListener(String path, int status) throws Exception {
        for (Map.Entry<String, Visitor> visitor : visitors().entrySet()) {
            Visitor who = visitor.getValue();
            assertThat(who.client().get(path).status())
                    .as(visitor.getKey())
                    .isIn(who.role() == null ? List.of(who.refusal(), 400) : List.of(status, 400));
        }
    }

    @Test
    void healthIsForEverybody() throws Exception {
        for (ListenerClient client : List.of(
                listeners.unix(),
                listeners.http(),
                listeners.https(),
                listeners.https().with("wrong"))) {
            assertThat(client.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
        }
    }

    @Test
    void aBatchNeedsTheHighestRoleAmongItsCallsAndNothingOfItIsRunWithoutIt() throws Exception {
        String batch = "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"sync\",\"params\":{\"databases\":[\"nope\"]}}]";
        assertThat(listeners.http().with(listeners.reader).post(batch).status()).isEqualTo(403);
        assertThat(listeners.http().with(listeners.operator).post(batch).status())
                .isEqualTo(200);
        String lookalikes = "[{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"sync\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"Sync\"},{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"status\"}]";
        assertThat(listeners.http().with(listeners.reader).post(lookalikes).body())
                .contains("-32600", "-32601", "upToDate");
    }

    @ParameterizedTest
    @CsvSource({"reader, READER", "operator, OPERATOR", "none,"})
    void theSocketsGroupHasTheRoleThatIsConfigured(String configured, @Nullable Role role, @TempDir Path own)
            throws Exception {
        try (ListenersUnderTest other = new ListenersUnderTest(own).start("unix_role = " + configured)) {
            assertThat(other.unix().rpc("status", "{}").status()).isEqualTo(role == null ? 401 : 200);
            assertThat(other.unix().rpc("sync", "{\"databases\":[\"nope\"]}").status())
                    .isEqualTo(role == null ? 401 : role == Role.READER ? 403 : 200);
            assertThat(other.unix().with(other.operator).rpc("sync", "{}").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenCountsFromTheMomentItIsAddedToTheMomentItIsRevoked() throws Exception {
        TokenFile file = new TokenFile(listeners.tokens());
        String token = file.add("visitor", Role.READER);
        assertThat(listeners.https().with(token).rpc("status", "{}").status()).isEqualTo(200);
        file.revoke("visitor");
        assertThat(listeners.https().with(token).rpc("status", "{}").status()).isEqualTo(401);
    }

    @Test
    void aBrokenTokensFileLeavesTheLastGoodOneAtWork() throws Exception {
        String good = Files.readString(listeners.tokens());
        try (LogLines log = new LogLines("dev.dbsync.agent.access")) {
            Files.writeString(listeners.tokens(), good + "plainly a-token-that-is-s3cr3t\n");
            assertThat(listeners
                            .http()
                            .with(listeners.reader)
                            .rpc("status", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(listeners
                            .http()
                            .with(listeners.reader)
                            .rpc("status", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR " + listeners.tokens() + " line 3 is not `name role sha256:…`")
                    .doesNotContain("s3cr3t");
        } finally {
            Files.writeString(listeners.tokens(), good);
        }
    }

    @Test
    void certificatesThatAreExpiredOrOfAnotherAuthorityAreNoGood(@TempDir Path own) {
        TestAuthority.Issued expired = listeners.authority.issueExpired("old", "mon.example");
        // A client shows what is from an authority of the name that the agent asks for: here, one that took the name.
        TestAuthority.Issued forged = new TestAuthority(own, "ours").issue("forged", "mon.example");
        for (TestAuthority.Issued shown : List.of(expired, forged)) {
            assertThatThrownBy(() -> listeners.https(shown).rpc("status", "{}"))
                    .as(shown.certificate().toString())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientWithoutACertificateOfOursNeedsAToken() throws Exception {
        TestAuthority.Issued foreign = listeners.stranger.issue("foreign", "mon.example");
        assertThat(listeners.https(foreign).rpc("status", "{}").status()).isEqualTo(401);
        assertThat(listeners
                        .https(foreign)
                        .with(listeners.reader)
                        .rpc("status", "{}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldTlsIsRefused(String protocol) throws Exception {
        try (SSLSocket socket = unconnected(listeners.httpsPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    private static SSLSocket unconnected(int port) throws Exception {
        return (SSLSocket) ClientContext.of(ListenerClient.material(null, null, listeners.authority.file()))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void plainHttpIsNotSpokenToOtherHosts() {
        ListenerClient plain = ListenerClient.http(listeners.httpsPort());
        assertThatThrownBy(() -> plain.get("/healthz")).isInstanceOf(IOException.class);
    }

    @Test
    void aNewCertificateIsTakenWithoutARestart(@TempDir Path own) throws Exception {
        try (ListenersUnderTest other = new ListenersUnderTest(own).start("");
                Socket kept =
                        other.https(other.authority.issue("c1", "mon.example")).connect()) {
            X509Certificate before = shownBy(other);
            TestAuthority.Issued next =
                    other.authority.issue("next", "next", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            // One after the other, as an operator's tool puts them: in between they do not fit.
            Files.move(next.certificate(), own.resolve("agent.pem"), StandardCopyOption.REPLACE_EXISTING);
            Thread.sleep(2500);
            assertThat(shownBy(other)).isEqualTo(before);
            Files.move(next.key(), own.resolve("agent.key"), StandardCopyOption.REPLACE_EXISTING);
            await().atMost(Duration.ofSeconds(20)).until(() -> !shownBy(other).equals(before));
            assertThat(shownBy(other).getSubjectX500Principal().getName()).contains("CN=next");
            // Whoever was let in is let in by the new one just so.
            assertThat(asksOn(kept)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aKeptConnectionEndsWhenTheAuthorityThatLetItInIsReplaced(@TempDir Path own) throws Exception {
        try (ListenersUnderTest other = new ListenersUnderTest(own).start("")) {
            TestAuthority.Issued shown = other.authority.issue("c1", "mon.example");
            try (Socket kept = other.https(shown).connect()) {
                assertThat(asksOn(kept)).startsWith("HTTP/1.1 200 ");
                Files.copy(other.stranger.file(), own.resolve("ours-ca.pem"), StandardCopyOption.REPLACE_EXISTING);
                // Ends when the agent closes it; the time-out of the class would end the test before idleness does.
                kept.setSoTimeout(30_000);
                assertThat(kept.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked.pem", "revoked.der"})
    void aRevokedCertificateLetsNobodyInFromTheMomentThatTheListHasIt(String file, @TempDir Path own) throws Exception {
        ListenersUnderTest other = new ListenersUnderTest(own);
        Path list = own.resolve(file);
        TestAuthority.Issued first = other.authority.issue("c1", "mon.example");
        TestAuthority.Issued second = other.authority.issue("c2", "mon.example");
        other.authority.revoke(list, first);
        try (ListenersUnderTest open = other.start("", "client_crl = " + list);
                Socket kept = open.https(second).connect()) {
            assertThatThrownBy(() -> open.https(first).get("/readyz")).isInstanceOf(IOException.class);
            assertThat(asksOn(kept)).startsWith("HTTP/1.1 200 ");
            assertThat(open.https().with(open.reader).get("/readyz").status()).isEqualTo(200);
            other.authority.revoke(list, first, second);
            kept.setSoTimeout(30_000);
            assertThat(kept.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> open.https(second).get("/readyz")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void otherFilesOfTlsAreTakenWithAReloadAndThoseThatAreNotThereAreNot(@TempDir Path own) throws Exception {
        try (ListenersUnderTest other = new ListenersUnderTest(own).start("")) {
            X509Certificate before = shownBy(other);
            TestAuthority.Issued next =
                    other.authority.issue("next", "next", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            assertThatThrownBy(() -> other.reload(text -> text.replace("agent.pem", "nowhere.pem")))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("nowhere.pem");
            assertThat(shownBy(other)).isEqualTo(before);
            try (Socket kept =
                    other.https(other.authority.issue("c1", "mon.example")).connect()) {
                assertThat(asksOn(kept)).startsWith("HTTP/1.1 200 ");

                other.reload(text -> text.replace(
                                "nowhere.pem", next.certificate().getFileName().toString())
                        .replace("agent.key", next.key().getFileName().toString())
                        .replace(
                                "ours-ca.pem",
                                other.stranger.file().getFileName().toString()));

                assertThat(shownBy(other).getSubjectX500Principal().getName()).contains("CN=next");
                kept.setSoTimeout(30_000);
                assertThat(kept.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    /** The head of an answer, all of which is read. */
    private static String asksOn(Socket connection) throws IOException {
        String request = "HEAD /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n";
        connection.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = connection.getInputStream().read();
            assertThat(read).isNotNegative();
            head.append((char) read);
        }
        return head.toString();
    }

    private static X509Certificate shownBy(ListenersUnderTest agent) throws IOException {
        try (SSLSocket socket = (SSLSocket) agent.https().connect()) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void everySyncAndEveryRefusalIsALineThatSaysWhoFromWhereAndWhat() throws Exception {
        reopen();
        try (LogLines audit = new LogLines("audit")) {
            listeners.unix().rpc("sync", "{\"databases\":[\"nope\"],\"password\":\"s3cr3t\"}");
            listeners.https().with(listeners.operator).rpc("sync", "{\"databases\":[\"nope\"]}");
            listeners.https().with(listeners.reader).rpc("sync", "{}");
            listeners.http().with("wr0ng-t0ken").get("/?token=s3cr3t");
            listeners.https(listeners.authority.issue("c9", "mon.example")).get("/nothing");
            listeners.http().with(listeners.reader).rpc("status", "{}");
            // Those of other tests that were too many to be written are counted at the end of their period.
            List<String> lines = audit.lines().stream()
                    .filter(line -> !line.contains("which came too fast"))
                    .toList();
            assertThat(lines).hasSize(5);
            assertThat(lines.get(0))
                    .startsWith("INFO sync {\"databases\":[\"nope\"]} by socket user ")
                    .contains(" (operator) from user ")
                    .endsWith(" over unix");
            assertThat(lines.get(1))
                    .matches("INFO sync \\{\"databases\":\\[\"nope\"]} by token ops \\(operator\\) from 127[\\d.:]+"
                            + " over https");
            assertThat(lines.get(2))
                    .matches(
                            "WARN refused with 403 Forbidden POST /rpc by token monitoring \\(reader\\) from 127[\\d.:]+"
                                    + " over https: sync needs the role operator, and this caller is a reader.");
            assertThat(lines.get(3))
                    .matches("WARN refused with 401 Unauthorized GET / by nobody from 127[\\d.:]+ over http: .*");
            assertThat(lines.get(4)).contains("404", "GET /nothing", "certificate mon.example (reader)");
            assertThat(lines).noneMatch(line -> line.contains("s3cr3t") || line.contains("wr0ng"));
        }
    }

    @Test
    void tooManyFailedLogInsFromOneHostAreRefusedShortlyAndOthersAreNotHeldUp() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int attempt = 0; attempt < 15; attempt++) {
            statuses.add(fromOneHost("wrong-" + attempt));
        }
        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses.subList(10, 15)).containsOnly(429);
        assertThat(fromOneHost(listeners.reader)).isEqualTo(200);
        assertThat(listeners.http().with("wrong").get("/").status()).isEqualTo(401);
    }

    private static int fromOneHost(String token) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, (byte) 255, 0, 1}), 0));
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), listeners.http().port()));
            socket.getOutputStream()
                    .write(("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                    + token + "\r\n\r\n")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return Integer.parseInt(
                    new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
                            .split(" ", 3)[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic b3BzOm9wcw==",
                "Authorization: Bearer",
                "Authorization: Bearer a b",
                "Authorization: Bearer \u00e4",
                "Authorization:"
            })
    void anAuthorizationThatIsNoTokenIsRefused(String header) throws Exception {
        ListenerClient.Answer answer = listeners
                .http()
                .exchange("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n");
        assertThat(answer.status()).isIn(401, 400);
    }

    @ParameterizedTest
    @CsvSource({
        "reader, application/json, sync, 403, -32041",
        "wrong, application/json, status, 401, -32040",
        "reader, text/plain, status, 415, -32043"
    })
    void whoCallsIsRefusedInAnErrorOfJsonRpc(String token, String type, String method, int status, int code)
            throws Exception {
        for (String path : List.of("/rpc", "/")) {
            String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\"}";
            ListenerClient.Answer refused = listeners
                    .http()
                    .exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                            + type + "\r\nAuthorization: Bearer " + (token.equals("reader") ? listeners.reader : token)
                            + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(refused.status()).isEqualTo(status);
            JsonNode error = JsonFormat.newMapper().readTree(refused.body());
            assertThat(error.at("/error/code").asInt()).isEqualTo(code);
            assertThat(error.at("/error/message").asText()).endsWith(".");
            assertThat(error.has("id") && error.path("id").isNull()).isTrue();
        }
    }

    @Test
    void twoAuthorizationsAreNone() throws Exception {
        ListenerClient.Answer answer = listeners
                .http()
                .exchange("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + listeners.reader + "\r\nAuthorization: Bearer " + listeners.operator + "\r\n\r\n");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.head()).contains("WWW-Authenticate: Bearer realm=\"dbsync-agent\"");
    }

    @Test
    void theStatusPageLoadsNothingAndSaysWhereDatabasesStand() throws Exception {
        ListenerClient.Answer page = listeners.http().with(listeners.reader).get("/");
        assertThat(page.head()).contains("text/html", "default-src 'none'", "no-store", "nosniff");
        assertThat(page.body())
                .contains("<th scope=\"row\">nova_api</th>", "dbsync-agent ctl-1")
                .doesNotContain("http://", "src=");
        assertThat(page.head()).contains("Refresh: 30");
        assertThat(listeners.http().with(listeners.reader).get("/still").head())
                .contains("200 OK")
                .doesNotContain("Refresh");
    }

    @Test
    void aBrowserLooksWithATokenAsItsPasswordAndCallsNothing() throws Exception {
        assertThat(browsed("GET /", "anybody", listeners.operator).status()).isEqualTo(200);
        assertThat(browsed("HEAD /readyz", "", listeners.reader).status()).isEqualTo(200);
        ListenerClient.Answer wrong = browsed("GET /", "anybody", "wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.head())
                .contains(
                        "WWW-Authenticate: Bearer realm=\"dbsync-agent\"",
                        "WWW-Authenticate: Basic realm=\"dbsync-agent\"");

        ListenerClient.Answer call = browsed("POST /rpc", "anybody", listeners.operator);
        assertThat(call.status()).isEqualTo(401);
        assertThat(call.head()).doesNotContain("Basic");
        assertThat(listeners
                        .http()
                        .exchange(
                                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic ====\r\n\r\n")
                        .status())
                .isEqualTo(401);
    }

    private ListenerClient.Answer browsed(String what, String user, String password) throws Exception {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return listeners
                .http()
                .exchange(what + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic " + pair
                        + "\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void readinessNamesEveryDatabase() throws Exception {
        JsonNode ready = JsonFormat.newMapper()
                .readTree(listeners.http().with(listeners.reader).get("/readyz").body());
        assertThat(ready.path("status").asText()).isEqualTo("ready");
        assertThat(ready.at("/databases/0/name").asText()).isEqualTo("nova_api");
        assertThat(ready.at("/databases/0/reachable").asBoolean()).isTrue();
    }

    @Test
    void theSocketBelongsToTheGroupThatIsConfiguredWithMode0660(@TempDir Path own) throws Exception {
        String group = Files.getAttribute(own, "posix:group").toString();
        try (ListenersUnderTest other = new ListenersUnderTest(own).start("unix_group = " + group)) {
            assertThat(Objects.toString(Files.getAttribute(other.socket(), "posix:group")))
                    .isEqualTo(group);
            assertThat(java.nio.file.attribute.PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(other.socket())))
                    .isEqualTo("rw-rw----");
        }
    }
}
