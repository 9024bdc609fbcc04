package dev.dbsync.agent.metrics;

import dev.dbsync.agent.operations.DatabaseStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where databases stood when they were last asked. Whoever wants to know asks them anew, all at once with whoever else does,
 * and is not kept waiting by one that does not answer. Thread-safe.
 */
final class RecentStatuses {
    private final Supplier<List<DatabaseStatus>> ask;
    private final Executor executor;
    private final Clock clock;
    private @Nullable CompletableFuture<Known> underWay;
    private @Nullable Known last;

    /**
     * What was told, and when.
     *
     * @param databases in their order
     */
    record Known(List<DatabaseStatus> databases, Instant at) {}

    RecentStatuses(Supplier<List<DatabaseStatus>> ask, Executor executor, Clock clock) {
        this.ask = ask;
        this.executor = executor;
        this.clock = clock;
    }

    /** What is known within this time; empty where nothing ever was. */
    Optional<Known> within(Duration patience) {
        try {
            return Optional.of(answer().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException tooLate) {
            return last();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return last();
        }
    }

    private synchronized Optional<Known> last() {
        return Optional.ofNullable(last);
    }

    private synchronized CompletableFuture<Known> answer() {
        if (underWay == null || underWay.isDone()) {
            underWay = CompletableFuture.supplyAsync(this::asked, executor);
        }
        return underWay;
    }

    private Known asked() {
        Known known = new Known(ask.get(), clock.instant());
        synchronized (this) {
            last = known;
        }
        return known;
    }
}
