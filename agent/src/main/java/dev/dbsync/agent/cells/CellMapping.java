package dev.dbsync.agent.cells;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cell_mappings}. The URL may hold a password, which {@link #toString} does not show.
 *
 * @param uuid tells cells apart; {@link #CELL0} is that of cell0
 * @param name as the operator chose it; null or empty where he chose none, and not always unique
 * @param databaseConnection SQLAlchemy's URL, or a template of one; null where the row has none
 */
public record CellMapping(String uuid, @Nullable String name, @Nullable String databaseConnection) {
    /** The uuid of the cell of instances that no host was found for. */
    public static final String CELL0 = "00000000-0000-0000-0000-000000000000";

    public boolean isCell0() {
        return uuid.equals(CELL0);
    }

    @Override
    public String toString() {
        return "CellMapping[" + uuid + "]";
    }
}
