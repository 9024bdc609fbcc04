package dev.dbsync.agent.server;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code GET /healthz}: the process is there. Needs no call thread, so that it answers when all of them are taken. */
final class HealthHandler extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] json = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
        JsonAnswers.send(response, HttpStatus.OK_200, json, callback);
        return true;
    }
}
