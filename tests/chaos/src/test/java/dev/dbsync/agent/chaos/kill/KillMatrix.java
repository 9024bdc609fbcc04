package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.testing.DatabaseServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills at all points of all cases, two at once, and keeps what came of it. */
final class KillMatrix implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final int AT_ONCE = 2;

    private final Form form;
    private final Path folder;
    private final Servers servers = new Servers();
    private final AtomicInteger done = new AtomicInteger();
    private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);

    KillMatrix(Form form, Path folder) {
        this.form = form;
        this.folder = folder;
    }

    /** What came of each case, in their order. */
    List<KillScore> run(List<KillCase> cases) throws Exception {
        List<List<Future<KillResult>>> pending = submit(all(submitBaselines(cases)));
        List<KillScore> scores = new ArrayList<>();
        for (int place = 0; place < cases.size(); place++) {
            scores.add(new KillScore(cases.get(place), all(pending.get(place))));
        }
        return scores;
    }

    private List<Future<Baseline>> submitBaselines(List<KillCase> cases) {
        return cases.stream()
                .map(killed ->
                        executor.submit(() -> onServer(killed, server -> Baseline.of(killed, server, newFolder()))))
                .toList();
    }

    /** One point of each case, then the next of each, so that those at work together burden different servers. */
    private List<List<Future<KillResult>>> submit(List<Baseline> baselines) {
        List<List<KillPoint>> points = baselines.stream().map(this::points).toList();
        List<List<Future<KillResult>>> pending = new ArrayList<>();
        points.forEach(all -> pending.add(new ArrayList<>()));
        for (int turn = 0; turn < points.stream().mapToInt(List::size).max().orElse(0); turn++) {
            for (int place = 0; place < baselines.size(); place++) {
                if (turn < points.get(place).size()) {
                    pending.get(place)
                            .add(submit(baselines.get(place), points.get(place).get(turn)));
                }
            }
        }
        return pending;
    }

    /** In an order that is always the same, but mixed: what is cut short has seen something of everything. */
    private List<KillPoint> points(Baseline baseline) {
        List<KillPoint> points = new ArrayList<>(form.some(baseline.before(), 1));
        points.addAll(form.some(baseline.inside(), 2));
        Collections.shuffle(points, new Random(1));
        return Form.ofThisPart(points);
    }

    private Future<KillResult> submit(Baseline baseline, KillPoint point) {
        return executor.submit(() -> told(baseline.killed(), result(baseline, point)));
    }

    /** The full form takes long: a failure is told at once, and now and then how far it is. */
    private KillResult told(KillCase killed, KillResult result) {
        int number = done.incrementAndGet();
        if (!result.isFinished()) {
            System.out.println(killed + ", " + result);
        } else if (number % 50 == 0) {
            System.out.println(number + " kills done");
        }
        return result;
    }

    private KillResult result(Baseline baseline, KillPoint point) {
        try {
            for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
                try {
                    return killed(baseline, point);
                } catch (Victim.EndedEarlier itWillSendAsManyAgain) {
                    // Nobody was killed.
                }
            }
            return killed(baseline, point);
        } catch (Exception | AssertionError failure) {
            return KillResult.failed(point, failure);
        }
    }

    private KillResult killed(Baseline baseline, KillPoint point) throws Exception {
        Path own = newFolder();
        return onServer(baseline.killed(), server -> {
            new KilledSync(baseline.killed(), point, own).run(server, baseline.remains());
            return KillResult.finished(point);
        });
    }

    private <T> T onServer(KillCase killed, OnServer<T> work) throws Exception {
        DatabaseServer server = servers.borrow(killed.engine());
        try {
            return work.on(server);
        } finally {
            servers.giveBack(server);
        }
    }

    private Path newFolder() throws Exception {
        return Files.createTempDirectory(folder, "victim");
    }

    private static <T> List<T> all(List<Future<T>> pending) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> result : pending) {
            results.add(result.get());
        }
        return results;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        servers.close();
    }

    /** What is done with a borrowed server. */
    @FunctionalInterface
    private interface OnServer<T> {
        T on(DatabaseServer server) throws Exception;
    }
}
