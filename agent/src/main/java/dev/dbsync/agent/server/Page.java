package dev.dbsync.agent.server;

import org.jspecify.annotations.Nullable;

/**
 * What a GET request is answered.
 *
 * @param contentType with the charset, where it is text
 * @param again the seconds after which a browser is to ask again; null for never
 */
public record Page(int status, String contentType, String body, @Nullable Integer again) {

    /** Makes the page as of now. Called from many threads at once, and may block for as long as a database does. */
    @FunctionalInterface
    public interface Source {
        Page make();
    }
}
