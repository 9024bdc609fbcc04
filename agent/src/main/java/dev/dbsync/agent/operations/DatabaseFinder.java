package dev.dbsync.agent.operations;

import java.util.List;

/** Finds the databases of one configured section, anew for each request. Thread-safe. */
public interface DatabaseFinder {

    /** The section's name. */
    String section();

    /** Whether finding asks a database, which takes time, and may find others tomorrow. */
    boolean asks();

    /** The databases as they are now, at least one. One that cannot be connected to is found as such. */
    List<FoundDatabase> find();
}
