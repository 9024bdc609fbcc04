package dev.dbsync.agent.schema;

/** Where a change stands in a live schema. */
public sealed interface ChangeState {

    /** It was not made yet, and can be. */
    record Outstanding() implements ChangeState {}

    /** What it makes is there, or what it takes away is gone. */
    record Done() implements ChangeState {}

    /** Something else is in its place. */
    record Conflict(Difference difference) implements ChangeState {}

    ChangeState OUTSTANDING = new Outstanding();

    ChangeState DONE = new Done();
}
