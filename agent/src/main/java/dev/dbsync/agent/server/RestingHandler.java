package dev.dbsync.agent.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives a connection that has taken its answer as much time for the next request as it had for this one. */
final class RestingHandler extends Handler.Wrapper {
    RestingHandler(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        OpenConnections open = request.getConnectionMetaData().getConnector().getBean(OpenConnections.class);
        Request.addCompletionListener(request, failure -> open.answered(connection));
        return super.handle(request, response, callback);
    }
}
