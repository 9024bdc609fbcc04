package dev.dbsync.agent.walk;

import dev.dbsync.agent.schema.Schema;

/** What one revision, and no other, is to do to the schema. */
@FunctionalInterface
interface WalkCheck {

    /**
     * Fails unless the revision did what it is for.
     *
     * @param before the live schema at the revision before; without tables for the initial one
     * @param after the live schema at the revision
     */
    void check(Schema before, Schema after);
}
