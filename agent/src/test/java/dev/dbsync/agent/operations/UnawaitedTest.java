package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class UnawaitedTest {
    @Test
    void isLeftUndoneWhereTheAgentStops() {
        ExecutorService stopped = Executors.newCachedThreadPool();
        stopped.shutdown();

        assertThatCode(() -> new Unawaited(stopped).execute(() -> {})).doesNotThrowAnyException();
    }

    @Test
    void isLeftUndoneWhereNoThreadIsToBeHad() {
        Unawaited unawaited = new Unawaited(work -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThatCode(() -> unawaited.execute(() -> {})).doesNotThrowAnyException();
    }

    @Test
    void endsNothingElseByWhatItThrows() {
        assertThatCode(() -> new Unawaited(Runnable::run).execute(() -> {
                    throw new StackOverflowError();
                }))
                .doesNotThrowAnyException();
    }
}
