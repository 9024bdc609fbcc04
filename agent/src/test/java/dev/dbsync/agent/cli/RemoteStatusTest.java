package dev.dbsync.agent.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.testing.DatabaseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --agent}, with agents that are played. */
@Timeout(60)
class RemoteStatusTest {
    private static final String CURRENT =
            """
            {"jsonrpc":"2.0","id":1,"result":{"agent":"ctl-2","upToDate":true,"moreOfALaterRelease":1,"databases":[
            {"name":"nova_api","catalog":"nova/api","engine":{"product":"PostgreSQL","version":"15.18 (Debian)"},
            "state":"current","legacyVersion":null,"revision":"cdeec0c85668","head":"cdeec0c85668","pending":0,
            "upToDate":true,"lock":null,"operation":null,"error":null}]}}
            """;

    private static final String BEHIND = CURRENT.replace("\"state\":\"current\"", "\"state\":\"behind\"")
            .replace("\"pending\":0", "\"pending\":2")
            .replace("\"upToDate\":true", "\"upToDate\":false");

    private final WireMockServer played =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    private final WireMockServer good =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void start() {
        played.start();
        good.start();
        good.stubFor(post("/rpc").willReturn(json(CURRENT)));
    }

    @AfterEach
    void stop() {
        played.stop();
        good.stop();
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    private static String url(WireMockServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    private static Outcome status(String... options) {
        return CommandFixture.runPlain(
                Stream.concat(Stream.of("status"), Stream.of(options)).toArray(String[]::new));
    }

    private Outcome statusOfBoth(String... options) {
        List<String> all = new ArrayList<>(List.of("--agent", url(good), "--agent", url(played)));
        all.addAll(List.of(options));
        return status(all.toArray(String[]::new));
    }

    @Test
    void agentsStandInOneTable() {
        played.stubFor(post("/rpc").willReturn(json(BEHIND)));
        Outcome outcome = statusOfBoth().with(2);
        assertThat(outcome.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "AGENT +DATABASE +CATALOG +ENGINE +STATE +REVISION +RELEASE +HEAD +PENDING +ERROR"),
                        line -> assertThat(line)
                                .matches(
                                        url(good)
                                                + " +nova_api +nova/api +PostgreSQL 15.18 +current +cdeec0c85668 +- +cdeec0c85668 +0"),
                        line -> assertThat(line).matches(url(played) + " +nova_api .* behind .* 2"));
        assertThat(status("--agent", url(good)).with(0).err()).isEmpty();
    }

    /** In the order in which they answer, while the others are waited for; remarks and the exit status at the end. */
    @Test
    void rowsAreThereAsTheyCome() {
        List<String> agents = List.of("http://127.0.0.1:" + played.port(), "http://127.0.0.1:" + good.port());
        RemoteStatusReport report = new RemoteStatusReport(agents);
        assertThat(report.lines()).singleElement().asString().startsWith("AGENT  ");

        List<String> first = report.add(new AgentReply<>(agents.get(1), null, "it is gone", AgentReply.UNANSWERED));
        List<String> second = report.add(new AgentReply<>(agents.get(0), null, "it is gone, too", "x"));

        assertThat(first).singleElement().asString().startsWith(agents.get(1)).endsWith("it is gone");
        assertThat(second).singleElement().asString().startsWith(agents.get(0)).endsWith("it is gone, too");
        assertThat(report.lines()).hasSize(3);
    }

    @Test
    void anAgentThatHangsHoldsUpNoOther() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            List<RemoteAgent> agents = Stream.of("http://127.0.0.1:" + silent.port(), url(good))
                    .map(RemoteStatusTest::agent)
                    .toList();
            List<String> heard = new ArrayList<>();

            List<AgentReply<StatusAnswer>> replies = new AgentRound(Duration.ofSeconds(2))
                    .ask(agents, agent -> agent.status(null), reply -> heard.add(reply.agent()));

            assertThat(heard)
                    .containsExactly(agents.get(1).name(), agents.get(0).name());
            assertThat(replies)
                    .extracting(AgentReply::agent)
                    .containsExactly(agents.get(0).name(), agents.get(1).name());
            assertThat(replies.get(1).answer()).isNotNull();
        }
    }

    private static RemoteAgent agent(String address) {
        AgentHttp http = new AgentHttp(AgentAddress.parse(address), AgentCredentials.none());
        return new RemoteAgent(http, Duration.ofSeconds(30));
    }

    static Stream<List<String>> whatAgentsMayAnswer() {
        return Stream.of(
                List.of("200", "", "there is no JSON in it"),
                List.of("200", "<html>It works!</html>", "there is no JSON in it"),
                List.of("200", "[1]", "there is no JSON in it"),
                List.of("200", "{}", "does not speak JSON-RPC 2.0"),
                List.of("200", "{\"jsonrpc\":\"2.0\",\"id\":1}", "does not speak JSON-RPC 2.0"),
                List.of("200", CURRENT.replace("\"id\":1", "\"id\":7"), "answers another question"),
                List.of(
                        "200",
                        CURRENT.replace("\"head\":\"cdeec0c85668\",", ""),
                        "one of the two is older; upgrade that"),
                List.of("200", CURRENT.replace("\"current\"", "\"paused\""), "one of the two is older; upgrade that"),
                List.of(
                        "200",
                        CURRENT.replace("\"databases\"", "\"sections\""),
                        "one of the two is older; upgrade that"),
                List.of(
                        "200",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}",
                        "one of the two is older; upgrade that"),
                List.of(
                        "200",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"ok\"}",
                        "one of the two is older; upgrade that"),
                List.of(
                        "200",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"x\"}}",
                        "does not know status: it is older than this command; upgrade it"),
                List.of(
                        "200",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"oops\"}}",
                        "oops"),
                List.of("200", "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":7}", "no reason given"),
                List.of(
                        "401",
                        "{\"error\":\"The token is not valid.\"}",
                        "(401: The token is not valid.); give --token-file"),
                List.of("403", "{\"error\":\"no\"}", "refuses (403: no); show a token"),
                List.of(
                        "403",
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32041,\"message\":\"no\"},\"id\":null}",
                        "refuses (403: no); show a token"),
                List.of("404", "gone", "HTTP status 404"),
                List.of("429", "{}", "429"),
                List.of("302", "", "redirects elsewhere"),
                List.of("500", "java.lang.Trouble\n\tat x", "HTTP status 500"),
                List.of(
                        "503",
                        "{\"error\":\"The agent is stopping.\"}",
                        "takes no calls just now: The agent is stopping."));
    }

    @ParameterizedTest
    @MethodSource("whatAgentsMayAnswer")
    void whateverAnAgentAnswersIsARowAndTheOthersAreShown(List<String> answer) {
        played.stubFor(post("/rpc")
                .willReturn(json(answer.get(1))
                        .withStatus(Integer.parseInt(answer.get(0)))
                        .withHeader("Location", url(good))));
        Outcome outcome = statusOfBoth().with(1);
        assertThat(outcome.out().lines().toList().get(1)).contains("current");
        assertThat(outcome.out().lines().toList().get(2))
                .startsWith(url(played))
                .contains(answer.get(2))
                .doesNotContain("Exception", "dev.dbsync", "com.fasterxml", "\tat ");
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMPTY_RESPONSE",
                "MALFORMED_RESPONSE_CHUNK",
                "RANDOM_DATA_THEN_CLOSE",
                "CONNECTION_RESET_BY_PEER"
            })
    void anAgentThatBreaksOffIsARow(String fault) {
        played.stubFor(post("/rpc").willReturn(aResponse().withFault(Fault.valueOf(fault))));
        assertThat(statusOfBoth().with(1).out()).contains(url(played)).doesNotContain("Exception");
    }

    @Test
    void anAgentThatIsSlowIsGivenUpOnWithoutHoldingUpTheOthers() {
        played.stubFor(post("/rpc").willReturn(json(CURRENT).withFixedDelay(30_000)));
        long began = System.nanoTime();
        assertThat(statusOfBoth("--timeout", "2").with(1).out())
                .contains("current")
                .contains("does not answer in time");
        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    }

    @Test
    void anAgentThatDripsBytesIsGivenUpOn() {
        played.stubFor(post("/rpc").willReturn(json(CURRENT).withChunkedDribbleDelay(60, 60_000)));
        assertThat(statusOfBoth("--timeout", "2").with(1).out()).contains("does not answer in time");
    }

    @Test
    void anAgentThatIsDownIsARow() throws Exception {
        String down = "https://127.0.0.1:" + DatabaseServer.freePort();
        Outcome outcome = status(
                        "--agent",
                        url(good),
                        "--agent",
                        down,
                        "--agent",
                        "https://no-such-host.invalid:8640",
                        "--agent",
                        "unix:/nonexistent/agent.sock")
                .with(1);
        assertThat(outcome.out())
                .contains("the agent at " + down + " cannot be connected to")
                .contains("there is no host of that name")
                .contains("the agent at unix:/nonexistent/agent.sock ")
                .doesNotContain("Exception");
    }

    @Test
    void oneAgentsJsonIsWhatItAnsweredAndThatOfManyStandsBesideTheirAddresses() throws Exception {
        JsonNode one = tree(status("--agent", url(good), "--json").with(0));
        assertThat(one.at("/agent/name").asText()).isEqualTo("ctl-2");
        played.stubFor(post("/rpc").willReturn(aResponse().withStatus(401)));
        JsonNode many = tree(statusOfBoth("--json").with(1));
        assertThat(many.at("/0/agent").asText()).isEqualTo(url(good));
        assertThat(many.at("/0/answer/upToDate").asBoolean()).isTrue();
        assertThat(many.at("/0/error").isNull()).isTrue();
        assertThat(many.at("/1/answer").isNull()).isTrue();
        assertThat(many.at("/1/error").asText()).contains("401");
        assertThat(many.at("/0/type").isNull()).isTrue();
        assertThat(many.at("/1/type").asText()).isEqualTo("unanswered");
        JsonNode failed = tree(status("--agent", url(played), "--json").with(1));
        assertThat(failed.path("error").asText()).contains("401");
    }

    @Test
    void agentsOfAFileAreAskedToo() throws Exception {
        Path file = Files.writeString(
                folder.resolve("agents"), "# controllers\n\n " + url(good) + " \n" + url(played) + "\n");
        played.stubFor(post("/rpc").willReturn(aResponse().withStatus(401)));
        assertThat(tree(status("--agents-file", file.toString(), "--agent", url(good), "--json")
                        .with(1)))
                .hasSize(2);
        Files.writeString(file, "\nctl-2\n");
        assertThat(status("--agents-file", file.toString()).with(1).err()).contains(file + ":2: ");
        Files.writeString(file, "# none\n");
        assertThat(status("--agents-file", file.toString()).with(1).err()).contains("names no agent");
    }

    @Test
    void anErrorOfOneOfSeveralStandsBelowItsHeading() {
        played.stubFor(post("/rpc").willReturn(aResponse().withStatus(401)));
        String down = "http://127.0.0.1:1";
        Outcome outcome = CommandFixture.runPlain("verify", "--agent", down, "--agent", url(played))
                .with(1);
        assertThat(outcome.out())
                .contains("== " + down + "\nerror: the agent at " + down)
                .contains("== " + url(played) + "\nerror: the agent at " + url(played));
        assertThat(outcome.err()).isEmpty();
    }

    private static JsonNode tree(Outcome outcome) throws IOException {
        return JsonFormat.newMapper().readTree(outcome.out());
    }

    @Test
    void theTokenIsSentFromItsFileAndShownNowhere() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "pl4nted-t0ken\n");
        played.stubFor(post("/rpc").willReturn(json("{\"error\":\"no\"}").withStatus(401)));
        Outcome outcome = statusOfBoth("--token-file", token.toString()).with(1);
        played.verify(
                postRequestedFor(urlEqualTo("/rpc")).withHeader("Authorization", equalTo("Bearer pl4nted-t0ken")));
        assertThat(outcome.out() + outcome.err()).doesNotContain("pl4nted-t0ken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8639",
                "http://ctl-2:8639",
                "ftp://x",
                "https://",
                "https://u:pl4nted@h",
                "unix:x",
                "ctl-2"
            })
    void anAddressThatIsNoneIsRefusedWithWhatToWrite(String address) {
        assertThat(status("--agent", address).with(1).err())
                .contains("write https://HOST:8640, http://127.0.0.1:8639 or unix:/run/dbsync/agent.sock")
                .doesNotContain("pl4nted", "Exception");
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertThat(status("--agent", url(good), "--token-file", empty.toString())
                        .with(1)
                        .err())
                .contains("the first line of " + empty + " is not a token");
        assertThat(status("--agent", url(good), "--token-file", "/nonexistent")
                        .with(1)
                        .err())
                .contains("/nonexistent is not there");
        assertThat(status("--agent", url(good), "--ca-cert", empty.toString())
                        .with(1)
                        .err())
                .contains(empty + " holds no certificate");
        assertThat(status("--agent", url(good), "--client-key", "/x").with(1).err())
                .contains("needs --client-cert");
    }

    @Test
    void aSyncGoesThroughOneAgentOnly() {
        assertThat(CommandFixture.runPlain("sync", "--agent", url(good), "--agent", url(played))
                        .with(1)
                        .err())
                .contains("name one --agent");
    }
}
