package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicLong now = new AtomicLong();
    private final AtomicReference<OptionalLong> quiet = new AtomicReference<>(OptionalLong.of(0));
    private final SharedAnswers<String, Integer> answers = new SharedAnswers<>(quiet::get, now::get);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void aCallerWhoIsAloneIsAlwaysToldAnew() {
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(1);
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void callersAtTheSameTimeShareAnAnswerAndFewShareItWithNobodyLater() throws Exception {
        assertThat(crowd(SharedAnswers.CROWD - 1)).containsOnly(1);
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void whoComesAMomentAfterACrowdSharesItsAnswerForThatMomentOnly() throws Exception {
        crowd(SharedAnswers.CROWD);

        now.set(SharedAnswers.MOMENT.toNanos() - 1);
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(1);
        assertThat(answers.ask("another", () -> 7)).isEqualTo(7);
        now.set(SharedAnswers.MOMENT.toNanos());
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void whoeverHeardOfTheEndOfAnOperationIsToldAnew() throws Exception {
        crowd(SharedAnswers.CROWD);

        quiet.set(OptionalLong.of(1));
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void nothingIsSharedWithThoseWhoComeLaterWhileAnOperationRuns() throws Exception {
        quiet.set(OptionalLong.empty());
        crowd(SharedAnswers.CROWD);

        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void whatAnAnswerThrowsIsSharedByThoseWhoWaitAndByNobodyLater() throws Exception {
        IllegalStateException refused = new IllegalStateException("refused");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(
                () -> answers.ask("q", () -> {
                    begun.countDown();
                    await(goOn);
                    throw refused;
                }),
                callers);
        await(begun);
        CompletableFuture<Integer> second =
                CompletableFuture.supplyAsync(() -> answers.ask("q", asked::incrementAndGet), callers);
        TimeUnit.MILLISECONDS.sleep(100);
        goOn.countDown();

        assertThatThrownBy(first::join).hasCause(refused);
        assertThatThrownBy(second::join).hasCause(refused);
        assertThat(answers.ask("q", asked::incrementAndGet)).isEqualTo(1);
    }

    /** So many callers, all of whom come while the first one's question is being answered. */
    private List<Integer> crowd(int size) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger coming = new AtomicInteger();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int caller = 0; caller < size; caller++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        coming.incrementAndGet();
                        return answers.ask("q", () -> {
                            await(goOn);
                            return asked.incrementAndGet();
                        });
                    },
                    callers));
        }
        while (coming.get() < size) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        TimeUnit.MILLISECONDS.sleep(Duration.ofMillis(200).toMillis());
        goOn.countDown();
        List<Integer> told = new ArrayList<>();
        for (CompletableFuture<Integer> caller : all) {
            told.add(caller.get(10, TimeUnit.SECONDS));
        }
        return told;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
