package dev.dbsync.agent.server;

/**
 * What a GET request is answered.
 *
 * @param contentType with the charset, where it is text
 */
public record Page(int status, String contentType, String body) {

    /** Makes the page as of now. Called from many threads at once, and may block for as long as a database does. */
    @FunctionalInterface
    public interface Source {
        Page make();
    }
}
