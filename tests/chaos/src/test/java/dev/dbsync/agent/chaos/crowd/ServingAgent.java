package dev.dbsync.agent.chaos.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.server.RawHttpClient;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.SpawnedAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A {@code dbsync-agent serve} with a folder of its own, asked over its Unix socket. Calls may come from several threads. */
final class ServingAgent implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path output;
    private final Process process;
    private final RawHttpClient client;

    private ServingAgent(String name, Path output, Process process, RawHttpClient client) {
        this.name = name;
        this.output = output;
        this.process = process;
        this.client = client;
    }

    /**
     * Starts one; {@link #awaitReady} before it is called.
     *
     * @param before what stands before its command, and runs it in the same process
     */
    static ServingAgent start(
            Path folder,
            String name,
            String catalogue,
            Credentials database,
            List<String> jvmOptions,
            List<String> before)
            throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        SpawnedAgent agent = new SpawnedAgent(own, name, Map.of(catalogue, database), jvmOptions);
        Path output = own.resolve("output.txt");
        Process process = agent.start(output, before, "serve");
        return new ServingAgent(name, output, process, RawHttpClient.unix(agent.socket()));
    }

    String name() {
        return name;
    }

    long processId() {
        return process.pid();
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreException(java.net.SocketException.class)
                .until(() ->
                        client.request("GET /healthz", "", "Host: localhost").status() == 200);
    }

    /** What a method answers; an error of the request fails. */
    JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        JsonNode request = JSON.valueToTree(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
        JsonNode answer = JSON.readTree(client.post(request.toString()).body());
        if (!answer.has("result")) {
            throw new AssertionError(name + " refused " + request + ": " + answer);
        }
        return answer.get("result");
    }

    /** A sync that somebody else waits for. */
    CompletableFuture<JsonNode> syncInBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call("sync", Map.of());
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        });
    }

    /** Where its one database stands, as it says. */
    JsonNode status() throws IOException {
        return call("status", Map.of()).get("databases").get(0);
    }

    /** Sends its process a signal, such as STOP. */
    void signal(String signal) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + signal, String.valueOf(processId()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException("no signal reached " + name + ": it is gone\n" + Files.readString(output));
        }
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
