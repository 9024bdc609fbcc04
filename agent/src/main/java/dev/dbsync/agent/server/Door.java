package dev.dbsync.agent.server;

import java.util.Locale;
import org.eclipse.jetty.server.Request;

/** The ways in. */
enum Door {
    UNIX,
    HTTP,
    HTTPS;

    /** The name of the door's connector. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Door of(Request request) {
        String connector = request.getConnectionMetaData().getConnector().getName();
        return valueOf(connector.toUpperCase(Locale.ROOT));
    }
}
