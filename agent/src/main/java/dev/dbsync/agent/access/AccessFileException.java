package dev.dbsync.agent.access;

/** A file that says who may call cannot be used. The message says why and what to do; it holds nothing of the file's text. */
public final class AccessFileException extends Exception {
    public AccessFileException(String message) {
        super(message);
    }
}
