package dev.dbsync.agent.schema;

import java.util.List;

/**
 * A foreign key.
 *
 * @param name lower-case name of the constraint
 * @param columns referring columns, in order
 * @param referencedTable the table referred to
 * @param referencedColumns columns referred to, in order
 */
public record ForeignKey(String name, List<String> columns, String referencedTable, List<String> referencedColumns) {
    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    /** How the key reads in a message: {@code (pool_id) references console_pools (id)}. */
    public String describe() {
        return "(" + String.join(", ", columns) + ") references " + referencedTable + " ("
                + String.join(", ", referencedColumns) + ")";
    }
}
