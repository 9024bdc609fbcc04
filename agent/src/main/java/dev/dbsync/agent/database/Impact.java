package dev.dbsync.agent.database;

import dev.dbsync.agent.vocabulary.Description;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a step costs those who use one of its tables. */
@Description("What a step costs those who use a table that is there.")
public record Impact(
        @Description("The table.") String object,
        @Description("About how many rows it has, by the server's statistics; null where it keeps none.") @Nullable
                Long rows,
        @Description("How many bytes it takes with its indexes, by the server's statistics.") @Nullable Long bytes,
        @Description("What waits while the step is at work on it.") Blocks blocks,
        @Description("Whether the table is written anew as a whole, which takes time in proportion to it.")
                boolean rewrites,
        @Description("Whether it waits on all nodes of a cluster.") boolean cluster,
        @Description("Whose transactions the server ends: null, or \"other nodes\".") @Nullable String aborts) {

    /** What waits, from little to much. */
    @Description(name = "Blocks", value = "What waits.")
    public enum Blocks {
        /** Nothing for longer than a moment. */
        NOTHING,
        /** Whoever wants to write. */
        WRITES,
        /** Readers, too: for a moment, or for as long as the table is written anew. */
        EVERYTHING
    }

    /**
     * What a change does to a table, whatever its size.
     *
     * @param blocks what waits
     * @param rewrites whether the table is written anew
     */
    public record Cost(Blocks blocks, boolean rewrites) {
        /** The worse of both. */
        public Cost and(Cost other) {
            return new Cost(blocks.compareTo(other.blocks) >= 0 ? blocks : other.blocks, rewrites || other.rewrites);
        }
    }

    /**
     * How large a table is.
     *
     * @param rows about how many rows it has
     * @param bytes how many bytes it takes
     */
    public record Size(@Nullable Long rows, @Nullable Long bytes) {
        /**
         * Sizes by table.
         *
         * @param sql a query of name, rows and bytes, with a place for the names, commas between them
         * @throws SQLException if it fails
         */
        public static Map<String, Size> byTable(Connection connection, String sql, Set<String> tables)
                throws SQLException {
            Map<String, Size> sizes = new TreeMap<>();
            Queries.list(
                    connection,
                    sql,
                    row -> sizes.put(
                            row.getString(1), new Size(row.getObject(2, Long.class), row.getObject(3, Long.class))),
                    String.join(",", tables));
            return sizes;
        }
    }

    /** In one line, for people. */
    public String describe() {
        return object + (rows == null ? "" : ", about " + rows + " rows")
                + (bytes == null ? "" : ", " + Math.round(bytes / 1048576.0) + " MiB")
                + ": blocks " + blocks.name().toLowerCase(Locale.ROOT) + (rewrites ? ", is written anew" : "")
                + (cluster ? ", on all nodes" : "") + (aborts == null ? "" : ", ends transactions on " + aborts);
    }
}
