package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.driver.Cutoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bracket around each question to a database: it opens a connection, puts the question, closes the connection, and has an
 * answer or a failure when the time is over, whatever driver, server or question do. What they hang in is then cut from
 * outside. Thread-safe.
 */
public final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private final Executor executor;

    /** Asks on an executor's threads. */
    public Asking(Executor executor) {
        this.executor = executor;
    }

    /**
     * What is asked on a connection; writes nothing.
     *
     * @param <T> the answer
     */
    @FunctionalInterface
    public interface Question<T> {
        T put(Connection connection) throws SQLException;
    }

    /**
     * The answer to come. It fails with whatever was thrown, Errors too: {@link UnreachableException} where there was no
     * connection, {@link TimeoutException} where there is no answer in time.
     *
     * @param limit how long connecting and asking may take, both together; nothing is begun where it is over
     */
    public <T> CompletableFuture<T> ask(ConnectionSource source, Question<T> question, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            return CompletableFuture.failedFuture(new TimeoutException());
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Cutoff cutoff = new Cutoff();
        try {
            executor.execute(() -> put(source, question, cutoff, answer));
        } catch (Throwable notBegun) {
            answer.completeExceptionally(notBegun);
        }
        return answer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((value, failure) -> {
            if (failure instanceof TimeoutException) {
                cut(cutoff);
            }
        });
    }

    private static <T> void put(
            ConnectionSource source, Question<T> question, Cutoff cutoff, CompletableFuture<T> answer) {
        try {
            answer.complete(cutoff.during(() -> put(source, question)));
        } catch (Throwable failure) {
            answer.completeExceptionally(failure);
        }
    }

    private static <T> T put(ConnectionSource source, Question<T> question) throws SQLException, UnreachableException {
        try (Connection connection = opened(source)) {
            Cutoff.watch(() -> connection.abort(Runnable::run));
            return question.put(connection);
        }
    }

    private static Connection opened(ConnectionSource source) throws UnreachableException {
        try {
            return source.openForQuestions();
        } catch (SQLException failure) {
            throw new UnreachableException(failure);
        }
    }

    /** Not on the thread that keeps everybody's time: closing may take long itself. */
    private void cut(Cutoff cutoff) {
        try {
            executor.execute(cutoff::cut);
        } catch (Throwable noThread) {
            cutoff.cut();
        }
    }

    /** What was thrown by an asking, without what carried it here. */
    static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException carrier && carrier.getCause() != null
                ? carrier.getCause()
                : thrown;
    }

    /** Why there is no answer, in words for a client; the log has more where nobody could foresee it. */
    public static String reason(ConnectionSource source, Throwable thrown) {
        Throwable cause = cause(thrown);
        if (cause instanceof UnreachableException unreachable) {
            return source.explain(unreachable.failure());
        }
        if (cause instanceof SQLException failure) {
            return source.explain(failure);
        }
        return cause instanceof TimeoutException
                ? "it did not answer in the time that a question has, and its connection was closed"
                : "asking it failed in a way that nobody foresaw; the agent's log has more under incident "
                        + incident(source.describe(), cause);
    }

    /** Writes what nobody foresaw to the log. */
    public static String incident(String about, Throwable cause) {
        String incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("{}: a question failed (incident {})", about, incident, cause);
        return incident;
    }
}
