package dev.dbsync.agent.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where what may take long is done: on threads that are not Jetty's, so many at once, until the server stops. Whoever comes in
 * is answered and gives the place back, also where no thread can be had. Thread-safe.
 */
final class WorkRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRoom.class);

    private final CallGate gate;
    private final ExecutorService threads;
    private final AtomicBoolean shortOfThreads = new AtomicBoolean();

    /** What makes an answer; and what sends it, which takes no time. */
    interface Work extends Supplier<WorkRoom.Sending> {}

    /** Sends an answer. */
    @FunctionalInterface
    interface Sending {
        void send(Response response, Callback callback);
    }

    WorkRoom(int places) {
        this(places, newThreads());
    }

    WorkRoom(int places, ExecutorService threads) {
        this.gate = new CallGate(places);
        this.threads = threads;
    }

    /**
     * Without a bound of their own, since the gate has one; daemons, since a call that nobody waits for any more must
     * not keep the process.
     */
    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        return newThreads(task -> {
            Thread thread = new Thread(task, "rpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    static ExecutorService newThreads(ThreadFactory factory) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    Stage stage() {
        return gate.stage();
    }

    /** Begins nothing any more; who asks is still answered. */
    void drain() {
        gate.drain();
    }

    /** Takes no more calls. */
    void stop() {
        gate.stop();
    }

    boolean awaitEmpty(Duration patience) throws InterruptedException {
        return gate.awaitEmpty(patience);
    }

    void end() {
        gate.stop();
        threads.shutdown();
    }

    /**
     * Does the work of a request if there is room, else says that there is none.
     *
     * @param after runs when the work is done or refused, before the answer is sent
     */
    void enter(Work work, Runnable after, Response response, Callback callback) {
        Optional<Refusal> refusal = gate.enter();
        if (refusal.isPresent()) {
            after.run();
            JsonAnswers.sendUnavailable(response, refusal.get(), callback);
            return;
        }
        try {
            threads.execute(() -> run(work, after, response, callback));
        } catch (RuntimeException | Error noThread) {
            complain();
            leave(busy(), after, response, callback);
        }
    }

    private void complain() {
        if (shortOfThreads.compareAndSet(false, true)) {
            LOG.warn("No thread can be had for a call, which is refused as busy, as others may be; raise the limits of"
                    + " tasks and memory");
        }
    }

    private static Sending busy() {
        return (response, callback) -> JsonAnswers.sendUnavailable(response, Refusal.BUSY, callback);
    }

    private void run(Work work, Runnable after, Response response, Callback callback) {
        shortOfThreads.set(false);
        Request request = response.getRequest();
        Connection connection = request.getConnectionMetaData().getConnection();
        OpenConnections connections =
                request.getConnectionMetaData().getConnector().getBean(OpenConnections.class);
        connections.work(connection);
        Sending answer = done(work);
        connections.rest(connection);
        leave(answer, after, response, callback);
    }

    /** Gives the place to the next, and leaves when the answer is sent, for which a drain waits. */
    private void leave(Sending answer, Runnable after, Response response, Callback callback) {
        AtomicBoolean left = new AtomicBoolean();
        Callback leaving = Callback.from(callback, () -> {
            if (left.compareAndSet(false, true)) {
                gate.leave();
            }
        });
        after.run();
        gate.answer();
        try {
            answer.send(response, leaving);
        } catch (RuntimeException | Error failure) {
            leaving.failed(failure);
        }
    }

    private static Sending done(Work work) {
        try {
            return work.get();
        } catch (RuntimeException | Error failure) {
            LOG.error("A call failed outside its handler", failure);
            return (response, callback) -> JsonAnswers.sendError(
                    response, HttpStatus.INTERNAL_SERVER_ERROR_500, "The agent failed.", callback);
        }
    }
}
