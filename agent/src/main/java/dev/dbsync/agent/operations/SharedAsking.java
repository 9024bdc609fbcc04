package dev.dbsync.agent.operations;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets callers who ask the same at once share one asking. Nothing outlives it: a caller who comes after the answer asks anew,
 * and so does one who comes after the end of an operation, whose asking could otherwise be older than that. Whatever the
 * asking throws, each caller who shares it gets. Thread-safe.
 *
 * @param <K> the question
 * @param <V> the answer, which nobody changes
 */
final class SharedAsking<K, V> {
    private final LongSupplier ended;
    private final Map<Asked<K>, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    /**
     * Shares nothing yet.
     *
     * @param ended how many operations have ended; grows before anybody is told of an end
     */
    SharedAsking(LongSupplier ended) {
        this.ended = ended;
    }

    /** A question, and how many operations had ended when it was asked. */
    private record Asked<K>(K question, long ended) {}

    /** The answer to come, from an asking that is under way or from one of its own. */
    CompletableFuture<V> ask(K question, Supplier<CompletableFuture<V>> asking) {
        Asked<K> asked = new Asked<>(question, ended.getAsLong());
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> shared = underWay.putIfAbsent(asked, own);
        if (shared != null) {
            return shared.copy();
        }
        // Gone before those who share it are told, so that none who comes later can.
        CompletableFuture<V> unused = begun(asking).whenComplete((answer, failure) -> {
            underWay.remove(asked, own);
            tell(own, answer, failure);
        });
        return own.copy();
    }

    private static <V> CompletableFuture<V> begun(Supplier<CompletableFuture<V>> asking) {
        try {
            return asking.get();
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static <V> void tell(CompletableFuture<V> waiting, V answer, Throwable failure) {
        if (failure == null) {
            waiting.complete(answer);
        } else {
            waiting.completeExceptionally(failure);
        }
    }
}
