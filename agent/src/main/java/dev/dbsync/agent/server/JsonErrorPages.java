package dev.dbsync.agent.server;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty's own errors, such as for a malformed request, without its pages: a status and its standard words, no cause. */
final class JsonErrorPages extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorPages.class);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ERROR_EXCEPTION) instanceof HttpException refused
                ? refused.getCode()
                : response.getStatus();
        if (status == HttpStatus.INTERNAL_SERVER_ERROR_500
                && request.getAttribute(ERROR_EXCEPTION) instanceof Throwable failure
                && !isTheClients(failure)) {
            LOG.error("A request failed unexpectedly", failure);
        }
        if (HttpStatus.hasNoBody(status)) {
            response.setStatus(status);
            callback.succeeded();
        } else {
            JsonAnswers.sendError(response, status, HttpStatus.getMessage(status), callback);
        }
        return true;
    }

    /** One who hangs up half-way is no failure of ours, and must not fill the log. */
    private static boolean isTheClients(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof QuietException
                || failure instanceof TimeoutException;
    }
}
