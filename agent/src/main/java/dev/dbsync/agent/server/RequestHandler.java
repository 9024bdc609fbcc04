package dev.dbsync.agent.server;

import java.util.Optional;

/** What answers the bodies that are posted to {@code /rpc}. Called from many threads at once, and may block for long. */
@FunctionalInterface
public interface RequestHandler {

    /** The JSON to answer a body with; empty for an answer without content. */
    Optional<byte[]> handle(byte[] body);
}
