package dev.dbsync.agent.cells;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What cells are called in requests and answers: by their names, and by their uuids where they have none, where two have
 * the same, or where a name could not be printed. Immutable.
 */
public final class CellNames {
    /** What Nova's own tool calls cell0. */
    public static final String CELL0 = "cell0";

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]");

    private final List<CellMapping> mappings;

    public CellNames(List<CellMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    /** The name of one of the cells. */
    public String of(CellMapping mapping) {
        String name = mapping.name();
        return name != null && isPrintable(name) && isOnlyOf(name, mapping) ? name : mapping.uuid();
    }

    /** The name of cell0 where no row is that of cell0. */
    public String ofUnmappedCell0() {
        boolean taken = mappings.stream().anyMatch(other -> CELL0.equals(other.name()));
        return taken ? CellMapping.CELL0 : CELL0;
    }

    private static boolean isPrintable(String name) {
        return !name.isBlank()
                && name.equals(name.strip())
                && !UNPRINTABLE.matcher(name).find();
    }

    private boolean isOnlyOf(String name, CellMapping mapping) {
        return mappings.stream()
                .filter(other -> !other.uuid().equals(mapping.uuid()))
                .noneMatch(other -> name.equals(other.name()) || name.equals(other.uuid()));
    }
}
