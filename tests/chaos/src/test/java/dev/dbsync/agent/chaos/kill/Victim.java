package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.chaos.driver.SentStatement;
import dev.dbsync.agent.chaos.driver.StopFolder;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.testing.SpawnedAgent;
import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A {@code dbsync-agent sync} of one database, in a process that stops at a statement and can be killed there. */
final class Victim implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final StopFolder stops;
    private final Path output;
    private final Process process;

    private Victim(StopFolder stops, Path output, Process process) {
        this.stops = stops;
        this.output = output;
        this.process = process;
    }

    static Victim start(Path folder, String catalogue, TestDatabase database, StopPoint point) throws IOException {
        StopFolder stops = new StopFolder(folder);
        SpawnedAgent agent =
                new SpawnedAgent(folder, "victim", Map.of(catalogue, database.credentials()), stops.jvmOptions(point));
        Path output = folder.resolve("output.txt");
        return new Victim(stops, output, agent.start(output, List.of(), "sync"));
    }

    /**
     * Its sync was at its end before its point: on a busy machine one looks at its database once less than another, or stands
     * at a barrier for less than a second, which nobody sees.
     */
    static final class EndedEarlier extends Exception {
        private static final long serialVersionUID = 1;

        EndedEarlier(String output) {
            super("it ended before its point:\n" + output);
        }
    }

    /** Whether it is where it is waited for. */
    @FunctionalInterface
    interface Arrival {
        boolean there() throws SQLException;
    }

    /** Waits until it has reached its point. */
    void awaitPoint() throws Exception {
        await(stops::isReached);
    }

    /** Waits until it is there; {@link EndedEarlier} if it comes to its end instead. */
    void await(Arrival arrival) throws Exception {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!arrival.there()) {
            if (!process.isAlive() && process.exitValue() == 0) {
                throw new EndedEarlier(Files.readString(output));
            }
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new AssertionError("it did not come to its point:\n" + Files.readString(output));
            }
            Thread.sleep(3);
        }
    }

    /** Lets it send the statement before which it stands. */
    void goOn() throws IOException {
        stops.go();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it has sent so far. */
    List<SentStatement> sent() throws IOException {
        return stops.statements();
    }

    /** Waits for its end, and tells what it has sent. */
    List<SentStatement> finish() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new AssertionError("it failed:\n" + Files.readString(output));
        }
        return stops.statements();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
