package dev.dbsync.agent.config;

import org.jspecify.annotations.Nullable;

/**
 * One key's value, and where it was said.
 *
 * @param value null when it could not be read, which was then reported
 */
record Setting(@Nullable String value, Origin origin) {

    /** The value may be a secret. */
    @Override
    public String toString() {
        return "Setting[" + origin + "]";
    }
}
