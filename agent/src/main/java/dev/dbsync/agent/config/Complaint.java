package dev.dbsync.agent.config;

import org.jspecify.annotations.Nullable;

/** What is wrong with a value, by one who does not know where it was said. */
record Complaint(@Nullable String seen, String problem, String remedy) {

    /** For a value that may be a secret, or is not there. */
    Complaint(String problem, String remedy) {
        this(null, problem, remedy);
    }
}
