package dev.dbsync.agent.server;

/** What reads the bodies that are posted to {@code /rpc}. Called from many threads at once. */
@FunctionalInterface
public interface RequestHandler {

    /** Reads a body, and carries nothing out yet: first its caller's role is held against what it asks for. */
    PostedCall read(byte[] body);
}
