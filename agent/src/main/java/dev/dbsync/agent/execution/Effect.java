package dev.dbsync.agent.execution;

import dev.dbsync.agent.vocabulary.Description;

/** What a step does to what is stored, the gravest of its statements counting. Ordered from harmless to grave. */
@Description(
        name = "StepEffect",
        value = "What a step does to what is there: nothing, adds to it, rewrites it, or destroys some of it.")
public enum Effect {
    /** Nothing but a version changes. */
    NONE,
    /** Adds or relaxes; no stored row is rewritten or lost. Dropping an index counts as this: no data goes with it. */
    ADDITIVE,
    /** Stored rows are rewritten or converted, which takes time and holds locks in proportion to the table. */
    REWRITING,
    /** Tables, columns or rows go, and their contents with them. */
    DESTRUCTIVE;

    /** The graver of the two. */
    public Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
