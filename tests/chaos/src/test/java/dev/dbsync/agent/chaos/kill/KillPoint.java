package dev.dbsync.agent.chaos.kill;

import java.util.Locale;

/**
 * The moment at which a process is killed.
 *
 * @param place where in the statement
 * @param number the statement; what counts is the place's to say
 * @param text the statement, for messages
 */
record KillPoint(Place place, int number, String text) {

    /** Where in a statement. */
    enum Place {
        /** Between this statement, counted among all, and the one before it. */
        BEFORE,
        /** While the server runs this statement, counted among all, on an engine whose DDL commits by itself. */
        INSIDE,
        /** While the server runs this piece of DDL, counted among these, in a transaction that may have more of it. */
        INSIDE_TRANSACTION
    }

    @Override
    public String toString() {
        return "%s %d: %s".formatted(place.name().toLowerCase(Locale.ROOT).replace('_', ' '), number, shortened());
    }

    private String shortened() {
        return text.length() > 90 ? text.substring(0, 90) + "…" : text;
    }
}
