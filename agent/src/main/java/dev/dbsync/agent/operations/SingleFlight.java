package dev.dbsync.agent.operations;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets callers that ask the same question at the same time share one answer. Nothing outlives the asking: a caller who
 * comes after the answer asks anew. Thread-safe.
 *
 * @param <K> the question
 * @param <V> the answer
 */
final class SingleFlight<K, V> {
    private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /** The answer, from a flight that another caller began or from one of its own. */
    V ask(K question, Supplier<V> answer) {
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> flight = flights.putIfAbsent(question, own);
        return flight == null ? fly(question, own, answer) : flight.join();
    }

    /** The flight ends before its passengers are told, so that none who comes later can board it. */
    private V fly(K question, CompletableFuture<V> own, Supplier<V> answer) {
        try {
            V value = answer.get();
            flights.remove(question, own);
            own.complete(value);
            return value;
        } catch (RuntimeException exception) {
            flights.remove(question, own);
            own.completeExceptionally(exception);
            throw exception;
        }
    }
}
