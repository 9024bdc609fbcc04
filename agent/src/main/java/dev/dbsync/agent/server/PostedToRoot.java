package dev.dbsync.agent.server;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves {@code POST /} as {@code POST /rpc}: some clients know of a server no more than its host and port. */
final class PostedToRoot extends Handler.Wrapper {
    static final String CALLS = "/rpc";

    PostedToRoot(Handler routes) {
        super(routes);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(isToRoot(request) ? toCalls(request) : request, response, callback);
    }

    /** Whether a method is called with a request, by whichever path. */
    static boolean isCall(Request request) {
        return CALLS.equals(request.getHttpURI().getPath()) || isToRoot(request);
    }

    private static boolean isToRoot(Request request) {
        return HttpMethod.POST.is(request.getMethod())
                && "/".equals(request.getHttpURI().getPath());
    }

    private static Request toCalls(Request request) {
        return Request.serveAs(
                request, HttpURI.build(request.getHttpURI()).path(CALLS).asImmutable());
    }
}
