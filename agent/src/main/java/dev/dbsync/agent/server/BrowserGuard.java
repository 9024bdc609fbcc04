package dev.dbsync.agent.server;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps web pages, which a browser may have open, away from the agent: those of other sites by their {@code Origin}; and, on
 * the loopback port, those whose name was made to resolve to 127.0.0.1 (DNS rebinding) by their {@code Host}. With TLS, the
 * certificate sees to that.
 */
final class BrowserGuard extends Handler.Wrapper {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[(0{1,4}:){7}0{0,3}1]", Pattern.CASE_INSENSITIVE);

    BrowserGuard(Handler guarded) {
        super(guarded);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
            JsonAnswers.sendError(response, HttpStatus.FORBIDDEN_403, "Web pages may not call the agent.", callback);
        } else if (ListenerKind.of(request) == ListenerKind.HTTP && !isLoopback(request)) {
            String message = "The Host header must name this host: localhost, 127.0.0.1 or [::1].";
            JsonAnswers.sendError(response, HttpStatus.FORBIDDEN_403, message, callback);
        } else {
            return super.handle(request, response, callback);
        }
        return true;
    }

    /** Without a Host header, which HTTP/1.0 allows and no browser does, this is the address that was connected to. */
    private static boolean isLoopback(Request request) {
        String name = Request.getServerName(request);
        return name != null && LOOPBACK.matcher(name).matches();
    }
}
