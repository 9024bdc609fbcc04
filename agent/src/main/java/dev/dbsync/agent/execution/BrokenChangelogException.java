package dev.dbsync.agent.execution;

import org.jspecify.annotations.Nullable;

/** A changelog file that cannot be turned into statements: the message names the file, what was seen, and the remedy. */
public final class BrokenChangelogException extends RuntimeException {
    public BrokenChangelogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
