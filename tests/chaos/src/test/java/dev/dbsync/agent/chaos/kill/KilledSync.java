package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One cell of the matrix: a sync is killed at a point, the next one finishes, and the database is looked at. */
final class KilledSync {
    private final KillCase killed;
    private final KillPoint point;
    private final Path folder;
    private final Successor successor;

    KilledSync(KillCase killed, KillPoint point, Path folder) {
        this.killed = killed;
        this.point = point;
        this.folder = folder;
        this.successor = new Successor(killed.catalogue());
    }

    /** Fails unless the next sync leaves what an undisturbed one would have left. */
    void run(DatabaseServer server, Remains expected) throws Exception {
        try (TestDatabase database = killed.origin().on(server, killed.catalogue())) {
            switch (point.place()) {
                case BEFORE -> killBefore(database);
                case INSIDE -> killInside(database);
                case INSIDE_TRANSACTION -> killInsideTransaction(database);
            }
            successor.assertReference(database, expected);
        }
    }

    private void killBefore(TestDatabase database) throws Exception {
        try (Victim victim = victim(database, stop())) {
            victim.awaitPoint();
            victim.kill();
        }
        successor.sync(database);
    }

    private void killInside(TestDatabase database) throws Exception {
        try (Victim victim = victim(database, stop())) {
            victim.awaitPoint();
            try (GlobalReadLock lock = GlobalReadLock.on(database)) {
                victim.goOn();
                killAt(lock, victim, database);
            }
        }
    }

    private void killInsideTransaction(TestDatabase database) throws Exception {
        try (DdlGate gate = DdlGate.at(database, point.number());
                Victim victim = victim(database, StopPoint.NONE)) {
            killAt(gate, victim, database);
        }
    }

    /** The successor comes while the statement of the dead still runs, if it is quick enough, and has to wait for it. */
    private void killAt(Barrier barrier, Victim victim, TestDatabase database) throws Exception {
        victim.await(() -> barrier.held() > 0);
        victim.kill();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> next = executor.submit(() -> {
                successor.sync(database);
                return true;
            });
            barrier.awaitSuccessor(next::isDone);
            barrier.open();
            next.get(2, TimeUnit.MINUTES);
        } finally {
            executor.shutdown();
        }
    }

    private Victim victim(TestDatabase database, StopPoint stop) throws Exception {
        return Victim.start(folder, killed.catalogue().label(), database, stop);
    }

    private StopPoint stop() {
        return new StopPoint(StopPoint.Counted.ALL, point.number());
    }
}
