package dev.dbsync.agent.database.mariadb;

import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.Obstacle;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.Table;
import dev.dbsync.agent.schema.Trait;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What MariaDB and MySQL look at. Where they find something, they say {@code errno: 150}, or make half of what was asked for.
 *
 * @see <a href="https://mariadb.com/kb/en/foreign-keys/">MariaDB manual, Foreign Keys</a>
 * @see <a href="https://mariadb.com/kb/en/innodb-limitations/">MariaDB manual, InnoDB Limitations</a>
 */
final class MariaDbObstacles extends Obstacles {
    private static final Pattern STRING = Pattern.compile("(?:var)?char\\((\\d+)\\)");

    /** The first characters of a column, in an index. */
    private static final Pattern PREFIXED = Pattern.compile("(\\w+)\\((\\d+)\\)");

    /** Of a column in an index, where the row format is one of the old ones; in bytes. */
    private static final int OLD_LIMIT = 767;

    /** Of all columns in an index of MyISAM; in bytes. */
    private static final int MYISAM_LIMIT = 1000;

    MariaDbObstacles(Schema live) {
        super(live);
    }

    @Override
    protected Optional<Obstacle> key(Table child, ForeignKey key, Table parent) {
        String object = "foreign key " + child.name() + "." + key.name();
        return first(Stream.concat(
                        Stream.of(child, parent).map(table -> unfit(table, object)),
                        Stream.of(nameTaken(child, key), unindexed(key, parent, object))))
                .or(() -> first(IntStream.range(0, key.columns().size())
                        .mapToObj(place -> columns(
                                child,
                                child.columns().get(key.columns().get(place)),
                                parent,
                                parent.columns().get(key.referencedColumns().get(place)),
                                object))));
    }

    private static Optional<Obstacle> unfit(Table table, String wanted) {
        Optional<Obstacle> engine = trait(table, Trait.Kind.ENGINE)
                .map(name -> new Obstacle(
                        "table " + table.name(),
                        "is kept by engine " + name + ", which cannot have " + wanted,
                        "Run ALTER TABLE `" + table.name() + "` ENGINE=InnoDB, then call again."));
        return engine.or(() -> trait(table, Trait.Kind.PARTITIONED)
                .map(name -> new Obstacle(
                        "table " + table.name(),
                        "has partitions, so that it cannot have " + wanted,
                        "Run ALTER TABLE `" + table.name() + "` REMOVE PARTITIONING, then call again.")));
    }

    private static Optional<String> trait(Table table, Trait.Kind kind) {
        return table.traits().stream()
                .filter(trait -> trait.kind() == kind)
                .map(Trait::name)
                .findFirst();
    }

    /** Names of foreign keys are the database's, not the table's. */
    private Optional<Obstacle> nameTaken(Table child, ForeignKey key) {
        return live().tables().values().stream()
                .filter(other -> !other.name().equals(child.name()))
                .filter(other -> other.foreignKey(key.name()).isPresent())
                .map(other -> new Obstacle(
                        "foreign key " + other.name() + "." + key.name(),
                        "has the name that one of table " + child.name() + " is to have",
                        "Drop it, and make it anew under another name if it is of use; then call again."))
                .findFirst();
    }

    private static Optional<Obstacle> unindexed(ForeignKey key, Table parent, String object) {
        List<String> columns = key.referencedColumns();
        boolean indexed = Stream.concat(
                        Stream.of(parent.primaryKey()),
                        parent.indexes().values().stream().map(Index::columns))
                .anyMatch(index -> index.size() >= columns.size()
                        && index.subList(0, columns.size()).equals(columns));
        return indexed
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        "table " + parent.name(),
                        "has no index that begins with " + String.join(", ", columns) + ", which " + object + " needs",
                        "Make the one that verify names, then call again."));
    }

    private Optional<Obstacle> columns(
            Table child, @Nullable Column own, Table parent, @Nullable Column referred, String object) {
        if (own == null || referred == null) {
            Table lacking = own == null ? child : parent;
            return Optional.of(new Obstacle(
                    "table " + lacking.name(),
                    "has not the column that " + object + " needs",
                    "Put the column back as verify names it, then call again."));
        }
        String here = collation(child, own);
        String there = collation(parent, referred);
        boolean strings = STRING.matcher(own.type()).matches()
                && STRING.matcher(referred.type()).matches();
        if (strings ? Objects.equals(here, there) : own.type().equals(referred.type())) {
            return Optional.empty();
        }
        boolean isThere = live().table(child.name()).isPresent();
        return Optional.of(new Obstacle(
                "column " + child.name() + "." + own.name(),
                "is " + own.type() + " " + here + ", and " + parent.name() + "." + referred.name() + " is "
                        + referred.type() + " " + there + ", so that " + object + " cannot be made",
                remedy(strings, isThere ? child : parent, isThere ? there : here)));
    }

    /** A table that the step makes is as the catalogue says: then the other one has to change. */
    private static String remedy(boolean strings, Table table, @Nullable String collation) {
        return strings && collation != null
                ? "Run ALTER TABLE `" + table.name() + "` CONVERT TO CHARACTER SET "
                        + collation.substring(0, collation.indexOf('_')) + " COLLATE " + collation
                        + " (it copies the table), then call again."
                : "Give table " + table.name() + " the type that verify names, then call again.";
    }

    private @Nullable String collation(Table table, Column column) {
        String own = column.collation() == null ? table.collation() : column.collation();
        return own == null ? live().surroundings().collation() : own;
    }

    @Override
    protected Optional<Obstacle> index(Table table, Index index) {
        List<Integer> widths =
                index.columns().stream().map(part -> width(table, part)).toList();
        Optional<Obstacle> tooWide = trait(table, Trait.Kind.ROW_FORMAT)
                .filter(format -> widths.stream().anyMatch(width -> width > OLD_LIMIT))
                .map(format -> tooNarrow(table, "has row format " + format, index, widths, "ROW_FORMAT=DYNAMIC"));
        return tooWide.or(() -> trait(table, Trait.Kind.ENGINE)
                .filter(engine -> widths.stream().mapToInt(Integer::intValue).sum() > MYISAM_LIMIT)
                .map(engine -> tooNarrow(table, "is kept by engine " + engine, index, widths, "ENGINE=InnoDB")));
    }

    private static Obstacle tooNarrow(Table table, String what, Index index, List<Integer> widths, String fixing) {
        return new Obstacle(
                "table " + table.name(),
                what + ", too narrow for index " + index.name() + " of " + widths + " bytes",
                "Run ALTER TABLE `" + table.name() + "` " + fixing + ", then call again.");
    }

    /** In bytes, of a string or the first characters of one; what else there is is narrow. */
    private int width(Table table, String part) {
        Matcher prefixed = PREFIXED.matcher(part);
        Optional<Column> column = table.column(prefixed.matches() ? prefixed.group(1) : part);
        Matcher string = STRING.matcher(column.map(Column::type).orElse(""));
        String length = prefixed.matches() ? prefixed.group(2) : string.matches() ? string.group(1) : "0";
        String collation =
                column.map(found -> String.valueOf(collation(table, found))).orElse("");
        int bytes = collation.startsWith("utf8mb4") ? 4 : collation.startsWith("utf8") ? 3 : 1;
        return Integer.parseInt(length) * bytes;
    }
}
