package dev.dbsync.agent.chaos.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the statements of this process, and stops it at its point. Thread-safe. */
final class Stops implements StatementListener {
    private static final Optional<Stops> OF_THIS_PROCESS =
            Optional.ofNullable(System.getProperty(StopFolder.FOLDER_PROPERTY)).map(Stops::in);

    private final StopFolder folder;
    private final StopPoint point;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();

    private Stops(StopFolder folder, StopPoint point) {
        this.folder = folder;
        this.point = point;
    }

    private static Stops in(String folder) {
        return new Stops(
                new StopFolder(Path.of(folder)), StopPoint.parse(System.getProperty(StopFolder.POINT_PROPERTY)));
    }

    /** Those of a process that was told to stop; empty in all others. */
    static Optional<Stops> ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    @Override
    public synchronized void before(String text) throws IOException, InterruptedException {
        SentStatement statement = new SentStatement(sent.incrementAndGet(), text);
        int change = statement.isChange() ? changes.incrementAndGet() : 0;
        folder.record(statement);
        int number =
                switch (point.counted()) {
                    case ALL -> statement.number();
                    case CHANGES -> change;
                };
        if (number > 0 && number == point.number()) {
            folder.stopHere();
        }
    }
}
