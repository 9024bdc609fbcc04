package dev.dbsync.agent.bench.ground;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.bench.measure.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code dbsync-agent serve} in a process of its own. One caller at a time. */
public final class ServingAgent implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 60;
    private static final long END_LIMIT_SECONDS = 30;

    private final AgentSettings settings;
    private final Process process;
    private long readyAt;
    private final Rpc rpc;

    private ServingAgent(AgentSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
        this.rpc = new Rpc(settings.port());
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end agent " + process.pid()));
    }

    /** Starts one, and waits until it says that it is ready. */
    public static ServingAgent start(AgentProgram program, AgentSettings settings)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.with("serve", "--config", settings.file().toString()))
                .redirectErrorStream(true)
                .redirectOutput(settings.log().toFile())
                .start();
        ServingAgent agent = new ServingAgent(settings, process);
        agent.awaitReady();
        return agent;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (!rpc.ready()) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the agent did not start: " + Files.readString(settings.log()));
            }
            Thread.sleep(1);
        }
        readyAt = System.nanoTime();
    }

    /** When it was first seen to be ready, as {@link System#nanoTime()} tells it. */
    public long readyAt() {
        return readyAt;
    }

    public AgentSettings settings() {
        return settings;
    }

    public Rpc rpc() {
        return rpc;
    }

    public ProcessFacts facts() {
        return new ProcessFacts(process.pid());
    }

    /** Brings all its databases to head; fails unless that succeeds. */
    public void sync() throws IOException {
        JsonNode operation = rpc.call("sync", Map.of());
        if (!operation.path("state").asText().equals("succeeded")) {
            throw new IOException("the sync did not succeed: " + operation);
        }
    }

    /** How long such a sync takes, in seconds. */
    public double timeSync() throws Exception {
        return Trial.seconds(this::sync);
    }

    /** Where its databases stand; fails unless all of them are at head. */
    public JsonNode statusAtHead() throws IOException {
        JsonNode status = rpc.call("status", Map.of());
        if (!status.path("upToDate").asBoolean()) {
            throw new IOException("not all databases are at head: " + status);
        }
        return status;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the agent did not end within " + END_LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
