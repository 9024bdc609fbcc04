package dev.dbsync.agent.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A page that is made anew for each request, in the work room. Every role may read it. */
final class PageHandler extends Handler.Abstract.NonBlocking {
    /** A page is all there is: it loads nothing, runs nothing, and stands in no other site's frame. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Page.Source source;
    private final WorkRoom room;

    PageHandler(Page.Source source, WorkRoom room) {
        this.source = source;
        this.room = room;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        request.addIdleTimeoutListener(timeout -> false);
        room.enter(this::page, () -> {}, response, callback);
        return true;
    }

    private WorkRoom.Sending page() {
        Page page = source.make();
        return (response, callback) -> send(page, response, callback);
    }

    private static void send(Page page, Response response, Callback callback) {
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(page.status());
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, page.contentType())
                .put(HttpHeader.CONTENT_LENGTH, body.length)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("Content-Security-Policy", POLICY)
                .put("X-Content-Type-Options", "nosniff")
                .put("Referrer-Policy", "no-referrer");
        if (page.again() != null) {
            response.getHeaders().put("Refresh", page.again());
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
