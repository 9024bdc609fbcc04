package dev.dbsync.agent.server;

import java.util.Locale;
import org.eclipse.jetty.server.Request;

/** What requests come in by. */
enum ListenerKind {
    UNIX,
    HTTP,
    HTTPS;

    /** The name of the listener's connector. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ListenerKind of(Request request) {
        String connector = request.getConnectionMetaData().getConnector().getName();
        return valueOf(connector.toUpperCase(Locale.ROOT));
    }
}
