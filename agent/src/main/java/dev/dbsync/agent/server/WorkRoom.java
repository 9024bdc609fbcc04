package dev.dbsync.agent.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where what may take long is done: on threads that are not Jetty's, so many at once, until the server drains. Thread-safe.
 */
final class WorkRoom {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRoom.class);
    private static final String RETRY_SECONDS = "5";

    private final CallGate gate;
    private final ExecutorService threads = newThreads();

    /** What makes an answer; and what sends it, which takes no time. */
    interface Work extends Supplier<WorkRoom.Sending> {}

    /** Sends an answer. */
    @FunctionalInterface
    interface Sending {
        void send(Response response, Callback callback);
    }

    WorkRoom(int places) {
        gate = new CallGate(places);
    }

    /**
     * Without a bound of their own, since the gate has one; daemons, since a call that nobody waits for any more must
     * not keep the process.
     */
    private static ExecutorService newThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "rpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean isClosed() {
        return gate.isClosed();
    }

    /** Takes no more work. */
    void close() {
        gate.close();
    }

    boolean drain(Duration patience) throws InterruptedException {
        return gate.awaitEmpty(patience);
    }

    void end() {
        gate.close();
        threads.shutdown();
    }

    /**
     * Does the work of a request if there is room, else says that there is none.
     *
     * @param after runs when the work is done or refused, before the answer is sent
     */
    void enter(Work work, Runnable after, Response response, Callback callback) {
        switch (gate.enter()) {
            case ADMITTED -> threads.execute(() -> run(work, after, response, callback));
            case FULL -> {
                after.run();
                sendBusy(response, callback);
            }
            case CLOSED -> {
                after.run();
                sendStopping(response, callback);
            }
        }
    }

    private void run(Work work, Runnable after, Response response, Callback callback) {
        Request request = response.getRequest();
        Connection connection = request.getConnectionMetaData().getConnection();
        OpenConnections connections =
                request.getConnectionMetaData().getConnector().getBean(OpenConnections.class);
        connections.work(connection);
        Sending answer = done(work);
        after.run();
        gate.answer();
        connections.rest(connection);
        // A drain waits for this.
        answer.send(response, Callback.from(callback, gate::leave));
    }

    /** A call was answered without the room; its connection waits for the next. */
    static void answered(Request request) {
        request.getConnectionMetaData()
                .getConnector()
                .getBean(OpenConnections.class)
                .rest(request.getConnectionMetaData().getConnection());
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

    static void sendStopping(Response response, Callback callback) {
        sendUnavailable(response, "The agent is stopping; ask again when it has restarted.", callback);
    }

    static void sendBusy(Response response, Callback callback) {
        sendUnavailable(response, "Too many calls are running; ask again later.", callback);
    }

    private static void sendUnavailable(Response response, String message, Callback callback) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        JsonAnswers.sendError(response, HttpStatus.SERVICE_UNAVAILABLE_503, message, callback);
    }
}
