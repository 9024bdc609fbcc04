package dev.dbsync.agent.control;

import dev.dbsync.agent.database.LeaseLock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which tables are version control's own or the lock's, and not part of any schema. Names compare without regard to case. */
public final class ControlTables {
    /**
     * The tables themselves, and the copies that Nova's own tool makes of the first two by accident when it creates
     * shadow tables for all that it finds.
     */
    private static final Set<String> NAMES = Set.of(
            AlembicVersion.TABLE,
            MigrateVersion.TABLE,
            "shadow_" + AlembicVersion.TABLE,
            "shadow_" + MigrateVersion.TABLE,
            LiquibaseHistory.TABLE,
            LiquibaseHistory.TABLE + "lock",
            LeaseLock.TABLE);

    private ControlTables() {}

    /** Whether a table is one of these. */
    public static boolean contains(String table) {
        return NAMES.contains(table.toLowerCase(Locale.ROOT));
    }

    /** The stored name of a control table among those of a database; empty where it is not there. */
    public static Optional<String> find(String table, Set<String> stored) {
        return stored.stream().filter(name -> name.equalsIgnoreCase(table)).findFirst();
    }
}
