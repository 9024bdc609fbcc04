package dev.dbsync.agent.bench.peer;

import dev.dbsync.agent.bench.ground.ProcessFacts;
import dev.dbsync.agent.bench.ground.Rpc;
import dev.dbsync.agent.testing.DatabaseServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.slf4j.LoggerFactory;

/** {@link BareJetty} in a process of its own, on the JVM that the agent runs on and with its options. */
public final class BareServer implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 60;

    private final Process process;
    private long readyAt;
    private final int port;

    private BareServer(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end bare server " + process.pid()));
    }

    /**
     * Starts one, and waits until it answers.
     *
     * @param java an agent's JVM and its options
     * @param folder where its answer and its log go
     */
    public static BareServer start(List<String> java, Path folder, byte[] answer)
            throws IOException, InterruptedException {
        int port = DatabaseServer.freePort();
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-cp", classPath(), BareJetty.class.getName(), String.valueOf(port)));
        command.add(Files.write(folder.resolve("answer.json"), answer).toString());
        BareServer server = new BareServer(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("bare.log").toFile())
                        .start(),
                port);
        server.awaitAnswer(folder);
        return server;
    }

    /** Jetty's jars only: whatever logs would be found, too. */
    private static String classPath() {
        return Stream.of(
                        BareJetty.class,
                        Server.class,
                        HttpField.class,
                        EndPoint.class,
                        Callback.class,
                        LoggerFactory.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitAnswer(Path folder) throws IOException, InterruptedException {
        Rpc rpc = new Rpc(port);
        long start = System.nanoTime();
        while (!rpc.ready()) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the bare server did not start: " + Files.readString(folder.resolve("bare.log")));
            }
            Thread.sleep(1);
        }
        readyAt = System.nanoTime();
    }

    /** When it was first seen to be ready, as {@link System#nanoTime()} tells it. */
    public long readyAt() {
        return readyAt;
    }

    public int port() {
        return port;
    }

    public ProcessFacts facts() {
        return new ProcessFacts(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
