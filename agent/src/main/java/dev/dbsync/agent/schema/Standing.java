package dev.dbsync.agent.schema;

/** Where a change stands in a live schema. */
public sealed interface Standing {

    /** It was not made yet, and can be. */
    record Outstanding() implements Standing {}

    /** What it makes is there, or what it takes away is gone. */
    record Done() implements Standing {}

    /** Something else is in its place. */
    record Conflict(Difference difference) implements Standing {}

    Standing OUTSTANDING = new Outstanding();

    Standing DONE = new Done();
}
