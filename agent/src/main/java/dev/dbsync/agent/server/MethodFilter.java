package dev.dbsync.agent.server;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets some HTTP methods through to a route, and names them to all others. */
final class MethodFilter extends Handler.Wrapper {
    private final List<String> methods;

    MethodFilter(Handler route, String... methods) {
        super(route);
        this.methods = List.of(methods);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (methods.contains(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        String allowed = String.join(", ", methods);
        response.getHeaders().put(HttpHeader.ALLOW, allowed);
        String message = "The method must be one of: " + allowed + ".";
        JsonAnswers.sendError(response, HttpStatus.METHOD_NOT_ALLOWED_405, message, callback);
        return true;
    }
}
