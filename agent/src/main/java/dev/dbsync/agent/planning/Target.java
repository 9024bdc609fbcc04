package dev.dbsync.agent.planning;

/** How far a request wants to go. */
public sealed interface Target {

    /** To the last revision of the release that is served. */
    record Head() implements Target {}

    /**
     * To a revision of the catalogue.
     *
     * @param id the revision's full id
     */
    record Named(String id) implements Target {}

    /**
     * Some revisions on from where the database stands.
     *
     * @param steps how many, at least one
     */
    record Relative(int steps) implements Target {}
}
