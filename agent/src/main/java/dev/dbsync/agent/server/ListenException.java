package dev.dbsync.agent.server;

/** The server cannot listen where it was told to. The message names the place, what is there, and the remedy. */
public final class ListenException extends RuntimeException {
    public ListenException(String message) {
        super(message);
    }

    public ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
