package dev.dbsync.agent.operations;

import java.time.Duration;
import java.util.List;

/** Finds the databases of one configured section, anew for each request. Thread-safe. */
public interface DatabaseFinder {

    /** The section's name. */
    String section();

    /** Whether finding asks a database, which takes time, and may find others tomorrow. */
    boolean asks();

    /**
     * The databases as they are now, at least one. One that cannot be connected to is found as such.
     *
     * @param limit how long a database may be asked for them
     */
    List<FoundDatabase> find(Duration limit);
}
