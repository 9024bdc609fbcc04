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
 * order; one that takes long holds up no more than its own place. Thread-safe.
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
        ask(databases, database -> {
            work.accept(database);
            return database;
        });
    }

    /** The answers in the databases' order, when the last one is there; what a question throws is thrown then. */
    <T> List<T> ask(List<ManagedDatabase> databases, Function<ManagedDatabase, T> question) {
        if (databases.size() == 1) {
            return List.of(question.apply(databases.get(0)));
        }
        List<CompletableFuture<T>> answers = new ArrayList<>();
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        for (ManagedDatabase database : databases) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            answers.add(answer);
            waiting.add(() -> put(question, database, answer));
        }
        for (int place = 0; place < Math.min(limit, databases.size()); place++) {
            executor.execute(() -> workOff(waiting));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .handle((all, failure) -> failure)
                .join();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static void workOff(Queue<Runnable> waiting) {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    private static <T> void put(
            Function<ManagedDatabase, T> question, ManagedDatabase database, CompletableFuture<T> answer) {
        try {
            answer.complete(question.apply(database));
        } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
        }
    }
}
