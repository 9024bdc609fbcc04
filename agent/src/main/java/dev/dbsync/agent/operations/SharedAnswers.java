package dev.dbsync.agent.operations;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers a crowd: callers that ask the same question at the same time share one answer, and where they are many, those who
 * come within a {@linkplain #MOMENT moment} of its asking share it too. So databases are asked a few times a second, however
 * many callers there are, and a caller who is alone, or hears of the end of an operation, is told what is so then.
 * Thread-safe.
 *
 * @param <K> the question
 * @param <V> the answer, which nobody changes
 */
public final class SharedAnswers<K, V> {
    /** How old what a caller in a crowd is told may be. */
    static final Duration MOMENT = Duration.ofMillis(250);

    /** How many callers at the same time are a crowd. */
    static final int CROWD = 8;

    private final Map<K, Asking<V>> askings = new ConcurrentHashMap<>();
    private final Supplier<OptionalLong> quiet;
    private final LongSupplier nanoTime;

    /**
     * Has no answer yet.
     *
     * @param quiet a number that changes with what answers are about, as far as this process changes it; empty while it does
     * @param nanoTime the clock, which only grows
     */
    public SharedAnswers(Supplier<OptionalLong> quiet, LongSupplier nanoTime) {
        this.quiet = quiet;
        this.nanoTime = nanoTime;
    }

    /**
     * The answer, from another caller's asking or from one of its own. What an answer throws, all who share it are thrown.
     */
    public V ask(K question, Supplier<V> answer) {
        OptionalLong number = quiet.get();
        Asking<V> own = new Asking<>(number, nanoTime.getAsLong());
        Asking<V> shared =
                askings.compute(question, (same, before) -> before != null && isOpen(before, number) ? before : own);
        shared.callers.incrementAndGet();
        if (shared.equals(own)) {
            finish(question, own, answer);
        }
        return value(shared);
    }

    /** The answer that a crowd shares at this moment; empty where there is none, and it has to be asked for. */
    public Optional<V> known(K question) {
        Asking<V> asking = askings.get(question);
        return asking != null
                        && asking.answer.isDone()
                        && !asking.answer.isCompletedExceptionally()
                        && isOpen(asking, quiet.get())
                ? Optional.of(value(asking))
                : Optional.empty();
    }

    /** Under way and about what is so now; or done for a crowd a moment ago. */
    private boolean isOpen(Asking<V> asking, OptionalLong number) {
        if (!asking.number.equals(number)) {
            return false;
        }
        return !asking.answer.isDone()
                || (number.isPresent() && nanoTime.getAsLong() - asking.begun < MOMENT.toNanos());
    }

    /** An answer for few is gone before they are told, so that none who comes later can share it. */
    private void finish(K question, Asking<V> own, Supplier<V> answer) {
        try {
            V value = answer.get();
            if (own.callers.get() < CROWD) {
                askings.remove(question, own);
            }
            own.answer.complete(value);
        } catch (RuntimeException | Error failure) {
            askings.remove(question, own);
            own.answer.completeExceptionally(failure);
        }
    }

    private V value(Asking<V> asking) {
        try {
            return asking.answer.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    /** One asking. */
    private static final class Asking<V> {
        private final OptionalLong number;
        private final long begun;
        private final AtomicInteger callers = new AtomicInteger();
        private final CompletableFuture<V> answer = new CompletableFuture<>();

        /**
         * Begins.
         *
         * @param number what it is about
         * @param begun when it begins, in nanoseconds
         */
        Asking(OptionalLong number, long begun) {
            this.number = number;
            this.begun = begun;
        }
    }
}
