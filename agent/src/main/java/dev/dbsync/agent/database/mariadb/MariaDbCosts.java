package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.database.Impact;
import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What MariaDB and MySQL do to a table for a change, by product, version and kind of table. What InnoDB does at once or beside
 * readers and writers blocks nothing; the rest copies the table, and lets readers pass. Where the manuals leave a question, tests
 * ask the servers.
 *
 * @see <a href="https://mariadb.com/kb/en/innodb-online-ddl-overview/">MariaDB manual, InnoDB Online DDL</a>
 * @see <a href="https://dev.mysql.com/doc/refman/9.4/en/innodb-online-ddl-operations.html">MySQL manual, 17.12.1</a>
 */
final class MariaDbCosts {
    private static final String LENGTH =
            """
            select character_maximum_length from information_schema.columns
             where table_schema = database() and lower(table_name) = ? and lower(column_name) = ? and data_type = 'varchar'
            """;

    private static final String IN_THE_WAY =
            """
            select count(*) from information_schema.columns
             where table_schema = database() and lower(table_name) = ?
               and (character_set_name <> ? or (collation_name <> ? and column_key <> ''))
            """;

    /** Both parts by what is given: MariaDB opens each table of the database to compare one part with the other. */
    private static final String TABLE =
            """
            select engine, row_format, version(),
                   (select count(*) from information_schema.statistics
                     where table_schema = database() and lower(table_name) = ? and index_type = 'FULLTEXT')
              from information_schema.tables where table_schema = database() and lower(table_name) = ?
            """;

    private static final String ROWS_FOLLOW =
            """
            select count(*) from information_schema.referential_constraints
             where constraint_schema = database() and lower(table_name) = ?
               and (delete_rule in ('CASCADE', 'SET NULL') or update_rule in ('CASCADE', 'SET NULL'))
            """;

    private static final String ROW_VERSIONS =
            "select total_row_versions from information_schema.innodb_tables where lower(name) = lower(concat(database(), '/', ?))";

    private static final Impact.Cost ONLINE = new Impact.Cost(Impact.Blocks.NOTHING, false);
    private static final Impact.Cost REBUILT = new Impact.Cost(Impact.Blocks.NOTHING, true);
    private static final Impact.Cost COPY = new Impact.Cost(Impact.Blocks.WRITES, true);
    private static final Impact.Cost GONE = new Impact.Cost(Impact.Blocks.EVERYTHING, false);
    private static final Impact.Cost POINTED_TO = new Impact.Cost(Impact.Blocks.WRITES, false);

    /** A string whose length takes one byte, whatever its characters: 255 bytes, four each. */
    private static final Pattern SHORT_VARCHAR = Pattern.compile("varchar\\((\\d|[1-5]\\d|6[0-3]|64)\\)");

    private static final Pattern ANY_VARCHAR = Pattern.compile("varchar\\((\\d+)\\)");

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private MariaDbCosts() {}

    /**
     * What a table that is there is told of.
     *
     * @param version ten thousands for the major number, hundreds for the minor one
     */
    private record Kind(boolean mariaDb, int version, boolean inInnoDb, boolean compressed, boolean searched) {

        /** Whether a column comes or goes without the rows being written anew, as far as its kind and the server's version go. */
        boolean instant(boolean comes) {
            int since = mariaDb ? comes ? 100300 : 100400 : comes ? 80012 : 80029;
            return version >= since && !compressed;
        }

        /** Earlier minor releases of MariaDB write a table anew for a column of 8 KiB or more; those that do not were tried. */
        boolean takesLongColumns() {
            return !mariaDb || version >= 110405 || (version >= 101119 && version < 110000);
        }

        /** MySQL counts how often a table was changed at once, and writes it anew when the count is full. */
        int mostRowVersions() {
            return version >= 90100 ? 255 : 64;
        }
    }

    static Impact.Cost of(Connection connection, SchemaChange change, String table, Touch touch) throws SQLException {
        if (touch == Touch.RELEASED) {
            return ONLINE;
        }
        if (change instanceof SchemaChange.DropTable) {
            return GONE;
        }
        if (change instanceof SchemaChange.AddForeignKey key) {
            return key.table().equals(table) ? COPY : POINTED_TO;
        }
        Kind kind = kind(connection, table);
        if (!kind.inInnoDb) {
            return COPY;
        }
        if (change instanceof SchemaChange.ConvertTable conversion) {
            return onlySorts(connection, conversion, kind) ? ONLINE : copied(connection, table, kind);
        }
        if (change instanceof SchemaChange.ModifyColumn column) {
            return widens(connection, column) ? ONLINE : copied(connection, table, kind);
        }
        if (change instanceof SchemaChange.AddColumn addition) {
            if (addition.column().generated()) {
                return copied(connection, table, kind);
            }
            Impact.Cost cost = ofColumn(connection, table, kind, true);
            return cost.equals(ONLINE) && isLong(addition.column().type()) && !kind.takesLongColumns() ? REBUILT : cost;
        }
        return change instanceof SchemaChange.DropColumn ? ofColumn(connection, table, kind, false) : ONLINE;
    }

    /**
     * Since 11.2, MariaDB writes down what others change while it copies, and catches up. It does not where rows follow those of
     * another table, nor under a lock of the table, which a node of Galera is changed under. Other engines than InnoDB take it
     * too, but let one write at a time, so that writers wait for the copy all the same.
     */
    private static Impact.Cost copied(Connection connection, String table, Kind kind) throws SQLException {
        return kind.mariaDb
                        && kind.version >= 110200
                        && !MariaDbTableLocks.replicated(connection)
                        && Queries.list(connection, ROWS_FOLLOW, row -> row.getLong(1), table)
                                .equals(List.of(0L))
                ? REBUILT
                : COPY;
    }

    /** With four bytes for a character. */
    private static boolean isLong(String type) {
        Matcher varchar = ANY_VARCHAR.matcher(type);
        return varchar.matches() && Long.parseLong(varchar.group(1)) >= 2048;
    }

    private static Impact.Cost ofColumn(Connection connection, String table, Kind kind, boolean comes)
            throws SQLException {
        if (kind.searched) {
            return copied(connection, table, kind);
        }
        return kind.instant(comes) && (kind.mariaDb || rowVersions(connection, table) < kind.mostRowVersions())
                ? ONLINE
                : REBUILT;
    }

    private static Kind kind(Connection connection, String table) throws SQLException {
        boolean mariaDb = isMariaDb(connection);
        return Queries.list(
                        connection,
                        TABLE,
                        row -> new Kind(
                                mariaDb,
                                version(row.getString(3)),
                                "InnoDB".equalsIgnoreCase(row.getString(1)),
                                "Compressed".equalsIgnoreCase(row.getString(2)),
                                row.getInt(4) > 0),
                        table,
                        table)
                .stream()
                .findFirst()
                .orElse(new Kind(mariaDb, 0, true, false, false));
    }

    private static int version(String text) {
        Matcher numbers = VERSION.matcher(text);
        return numbers.matches()
                ? Integer.parseInt(numbers.group(1)) * 10000
                        + Integer.parseInt(numbers.group(2)) * 100
                        + Integer.parseInt(numbers.group(3))
                : 0;
    }

    /** Only who may see everybody's processes may read it; it is taken for small where that is refused. */
    private static int rowVersions(Connection connection, String table) throws SQLException {
        try {
            return Queries.list(connection, ROW_VERSIONS, row -> row.getInt(1), table).stream()
                    .findFirst()
                    .orElse(0);
        } catch (SQLException refused) {
            if (PassingFailures.denied(refused)) {
                return 0;
            }
            throw refused;
        }
    }

    private static boolean widens(Connection connection, SchemaChange.ModifyColumn column) throws SQLException {
        Matcher varchar = SHORT_VARCHAR.matcher(column.type());
        return varchar.matches()
                && Queries.list(connection, LENGTH, row -> row.getLong(1), column.table(), column.column()).stream()
                        .anyMatch(before -> before <= Long.parseLong(varchar.group(1)));
    }

    /**
     * No table is copied for another order of the same characters, unless an index has them in that order. Older versions of MySQL
     * than 9 were not tried, and are taken for copying.
     */
    private static boolean onlySorts(Connection connection, SchemaChange.ConvertTable conversion, Kind kind)
            throws SQLException {
        String collation = conversion.collation();
        return (kind.mariaDb || kind.version >= 90000)
                && !kind.searched
                && Queries.list(
                                connection,
                                IN_THE_WAY,
                                row -> row.getLong(1),
                                conversion.table(),
                                collation.substring(0, Math.max(0, collation.indexOf('_'))),
                                collation)
                        .equals(List.of(0L));
    }

    static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB");
    }
}
