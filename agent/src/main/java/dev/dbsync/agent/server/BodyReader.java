package dev.dbsync.agent.server;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Collects a request's body without holding a thread, so that a slow client costs none.
 *
 * <p>What exceeds the limit is read and thrown away for a while, because a client that is still sending when the
 * connection closes often loses the answer that tells it why.
 */
final class BodyReader implements Runnable {
    /** The body is larger than it may be. */
    static final class TooLarge extends Exception {}

    /** All bodies together are larger than they may be. */
    static final class NoRoom extends Exception {}

    /** How many times the limit is read before the connection is given up. */
    private static final long PATIENCE = 16;

    /** What is read of a body that nobody wants. */
    private static final long UNWANTED = 1 << 20;

    private final Request request;
    private final int limit;
    private final long most;
    private final BodyBudget budget;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private long seen;

    private BodyReader(Request request, int limit, long most, BodyBudget budget) {
        this.request = request;
        this.limit = limit;
        this.most = most;
        this.budget = budget;
    }

    /**
     * The body, or {@link TooLarge}, {@link NoRoom}, or why it could not be read.
     *
     * @param budget of which a body that was read has taken its length, to be given back by the caller
     */
    static CompletableFuture<byte[]> read(Request request, int limit, BodyBudget budget) {
        return new BodyReader(request, limit, limit * PATIENCE, budget).start();
    }

    /** Takes the body away; ends, in whatever way, when that is done or is too much. */
    static CompletableFuture<byte[]> discard(Request request) {
        return new BodyReader(request, 0, UNWANTED, new BodyBudget(0)).start();
    }

    private CompletableFuture<byte[]> start() {
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        boolean asksFirst = request.getHeaders().contains(HttpHeader.EXPECT);
        if (announced > (asksFirst ? limit : most)) {
            body.completeExceptionally(new TooLarge());
        } else {
            run();
        }
        return body;
    }

    /** Takes what has arrived, and asks to be run again when there is more. */
    @Override
    public void run() {
        boolean more = true;
        while (more) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            more = take(chunk);
        }
    }

    private boolean take(Content.Chunk chunk) {
        Throwable failure = chunk.getFailure();
        if (failure != null) {
            return fail(failure);
        }
        boolean last = chunk.isLast();
        boolean room = collect(chunk);
        chunk.release();
        if (!room) {
            return fail(new NoRoom());
        }
        if (seen > limit && (last || seen > most)) {
            return fail(new TooLarge());
        }
        if (last) {
            body.complete(collected.toByteArray());
        }
        return !last;
    }

    private boolean collect(Content.Chunk chunk) {
        int bytes = chunk.remaining();
        seen += bytes;
        if (seen > limit) {
            return true;
        }
        if (!budget.take(bytes)) {
            return false;
        }
        collected.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        return true;
    }

    private boolean fail(Throwable reason) {
        budget.give(collected.size());
        body.completeExceptionally(reason);
        return false;
    }
}
