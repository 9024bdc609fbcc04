package dev.dbsync.agent.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works on several databases side by side, and on no more than so many at once for each call. They are begun in their
 * order; one that takes long holds up no more than its own place. Whatever goes wrong with one, a thread that cannot be
 * started included, is thrown once all have come to their ends. Thread-safe.
 */
final class SideBySide {
    private final Executor executor;
    private final int limit;

    SideBySide(Executor executor, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + ", not 1 or more");
        }
        this.executor = executor;
        this.limit = limit;
    }

    /** Returns when the last one is done; what one throws is thrown then. */
    void run(List<ManagedDatabase> databases, Consumer<ManagedDatabase> work) {
        if (databases.size() == 1) {
            work.accept(databases.get(0));
        } else {
            ask(databases, database -> CompletableFuture.runAsync(() -> work.accept(database), executor));
        }
    }

    /**
     * The answers in the databases' order, when the last one is there; what a question throws is thrown then.
     *
     * @param question begins to ask, and does not wait for the answer
     */
    <T> List<T> ask(List<ManagedDatabase> databases, Function<ManagedDatabase, CompletableFuture<T>> question) {
        List<CompletableFuture<T>> answers = new ArrayList<>();
        Queue<Turn<T>> waiting = new ConcurrentLinkedQueue<>();
        for (ManagedDatabase database : databases) {
            Turn<T> turn = new Turn<>(database, question, new CompletableFuture<>());
            answers.add(turn.answer());
            waiting.add(turn);
        }
        for (int place = 0; place < Math.min(limit, databases.size()); place++) {
            workOff(waiting);
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .handle((all, failure) -> failure)
                .join();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** Begins what waits, until something takes time; that goes on with the rest when it has come to its end. */
    private static <T> void workOff(Queue<Turn<T>> waiting) {
        for (Turn<T> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.begin();
            if (!next.answer().isDone()) {
                CompletableFuture<T> unused = next.answer().whenComplete((answer, failure) -> workOff(waiting));
                return;
            }
        }
    }

    /** One database's turn. */
    private record Turn<T>(
            ManagedDatabase database,
            Function<ManagedDatabase, CompletableFuture<T>> question,
            CompletableFuture<T> answer) {

        void begin() {
            try {
                CompletableFuture<T> unused = question.apply(database).whenComplete((value, failure) -> {
                    if (failure == null) {
                        answer.complete(value);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        }
    }
}
