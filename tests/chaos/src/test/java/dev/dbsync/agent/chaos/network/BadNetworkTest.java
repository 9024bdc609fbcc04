package dev.dbsync.agent.chaos.network;

import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.kill.Remains;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each phase of a sync over a network that goes bad just then, in each way. */
@ExtendWith(SharedServers.class)
class BadNetworkTest {
    /** Most of the time they wait. */
    private static final int AT_ONCE = 8;

    private static final int FEW = 8;

    private final ExecutorService cases = Executors.newFixedThreadPool(AT_ONCE);
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void letWorkersGo() {
        cases.shutdownNow();
        workers.shutdownNow();
    }

    /** What came of a case; the failure is null where all was well. */
    private record Result(NetworkCase disturbed, Duration took, @Nullable Throwable failure) {
        void assertWell() {
            if (failure != null) {
                throw new AssertionError(disturbed + ", after " + took.toMillis() + " ms: " + failure, failure);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aSyncGoesOnOrSaysWhyNotAndTheNextFinishes() throws Exception {
        Map<Engine, Remains> undisturbed = new EnumMap<>(Engine.class);
        for (Engine engine : List.of(Engine.POSTGRESQL, Engine.MARIADB)) {
            undisturbed.put(engine, undisturbed(engine));
        }
        List<Future<Result>> pending = chosen().stream()
                .map(disturbed -> cases.submit(
                        () -> result(disturbed, Objects.requireNonNull(undisturbed.get(disturbed.engine())))))
                .toList();
        List<Result> results = new ArrayList<>();
        for (Future<Result> result : pending) {
            results.add(result.get());
        }
        System.out.printf(
                "Bad networks: %d of %d%n",
                results.stream().filter(result -> result.failure == null).count(), results.size());
        return results.stream().map(result -> DynamicTest.dynamicTest(result.disturbed.toString(), result::assertWell));
    }

    /** The short form has none that wait. */
    private static List<NetworkCase> chosen() {
        return switch (Form.asked()) {
            case FULL -> NetworkCase.all();
            case SHORT ->
                Form.SHORT.some(
                        NetworkCase.all().stream().filter(NetworkCase::isQuick).toList(), FEW);
        };
    }

    private static Remains undisturbed(Engine engine) throws Exception {
        try (TestDatabase database = SharedServers.of(engine).createDatabase()) {
            Pipelines.sync(Pipelines.of(DisturbedSync.CATALOGUE), database, null);
            return Remains.of(database);
        }
    }

    private Result result(NetworkCase disturbed, Remains expected) {
        Instant start = Instant.now();
        Throwable failure = null;
        try {
            new DisturbedSync(disturbed, workers).run(expected);
        } catch (Exception | AssertionError thrown) {
            failure = thrown;
        }
        return new Result(disturbed, Duration.between(start, Instant.now()), failure);
    }
}
