package dev.dbsync.agent.state;

import dev.dbsync.agent.vocabulary.Description;
import java.util.Locale;

/** The states by their names alone, for those who cannot follow from them what a sync does. */
@Description("Where a database stands.")
public enum DatabaseStateName {
    EMPTY,
    LEGACY,
    CURRENT,
    BEHIND,
    INTERRUPTED,
    AHEAD,
    UNMANAGED,
    INCONSISTENT,
    UNREACHABLE;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
