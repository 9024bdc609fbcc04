package dev.dbsync.agent.server;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What every path is answered that no route takes. */
final class NotFoundHandler extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JsonAnswers.sendError(response, HttpStatus.NOT_FOUND_404, "There is nothing here.", callback);
        return true;
    }
}
