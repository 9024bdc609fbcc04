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

    /** How many times the limit is read before the connection is given up. */
    private static final long PATIENCE = 16;

    private final Request request;
    private final int limit;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private long seen;

    private BodyReader(Request request, int limit) {
        this.request = request;
        this.limit = limit;
    }

    /** The body, or {@link TooLarge}, or why it could not be read. */
    static CompletableFuture<byte[]> read(Request request, int limit) {
        BodyReader reader = new BodyReader(request, limit);
        long announced = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        boolean asksFirst = request.getHeaders().contains(HttpHeader.EXPECT);
        if (announced > (asksFirst ? limit : limit * PATIENCE)) {
            reader.body.completeExceptionally(new TooLarge());
        } else {
            reader.run();
        }
        return reader.body;
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
            body.completeExceptionally(failure);
            return false;
        }
        boolean last = chunk.isLast();
        collect(chunk);
        chunk.release();
        if (seen > limit && (last || seen > limit * PATIENCE)) {
            body.completeExceptionally(new TooLarge());
            return false;
        }
        if (last) {
            body.complete(collected.toByteArray());
        }
        return !last;
    }

    private void collect(Content.Chunk chunk) {
        seen += chunk.remaining();
        if (seen <= limit) {
            collected.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        }
    }
}
