package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.NoConnectionSource;
import dev.dbsync.agent.database.SyncSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final List<ManagedDatabase> TWENTY =
            IntStream.range(0, 20).mapToObj(SideBySideTest::database).toList();

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final SideBySide sideBySide = new SideBySide(workers, 4);

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @Test
    void worksOnFourAtOnceAndNoMore() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);

        List<String> answers = sideBySide.ask(
                TWENTY,
                database -> CompletableFuture.supplyAsync(
                        () -> {
                            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                            four.countDown();
                            // Nobody gets on before four are here: fewer at once would never get past this.
                            boolean met = await(four);
                            atWork.decrementAndGet();
                            return database.name() + met;
                        },
                        workers));

        assertThat(most).hasValue(4);
        assertThat(answers)
                .isEqualTo(
                        TWENTY.stream().map(database -> database.name() + true).toList());
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> sideBySide.run(TWENTY, database -> {
                    done.incrementAndGet();
                    if (database.name().equals("database3")) {
                        throw new IllegalStateException("planted");
                    }
                }))
                .hasRootCauseMessage("planted");
        assertThat(done).hasValue(20);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ManagedDatabase database(int number) {
        return new ManagedDatabase(
                "database" + number,
                Pipelines.of("nova/api"),
                new NoConnectionSource("nowhere", "none", "none"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }
}
