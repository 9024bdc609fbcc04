package dev.dbsync.agent.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what keeps a change from being made: what is the same for all engines. Pure; for one change.
 *
 * <p>{@link Convergence} looks at the object of a change; this looks at all that the server looks at beside it.
 */
public abstract class Obstacles implements SchemaChange.Visitor<Optional<Obstacle>> {
    private final Schema live;

    /**
     * Obstacles in a schema.
     *
     * @param live the schema as it is when the change's turn comes
     */
    protected Obstacles(Schema live) {
        this.live = live;
    }

    /** The schema in which the change is to be made. */
    protected final Schema live() {
        return live;
    }

    /**
     * What keeps a foreign key from being made.
     *
     * @param child the table that gets it
     * @param parent the one that it refers to, which is there
     */
    protected abstract Optional<Obstacle> key(Table child, ForeignKey key, Table parent);

    /** What keeps an index from being made. */
    protected abstract Optional<Obstacle> index(Table table, Index index);

    /** The first of several that is there. */
    protected static Optional<Obstacle> first(Stream<Optional<Obstacle>> obstacles) {
        return obstacles.flatMap(Optional::stream).findFirst();
    }

    @Override
    public Optional<Obstacle> createTable(SchemaChange.CreateTable change) {
        Table table = change.table();
        return taken(table.name(), "table " + table.name())
                .or(() -> first(table.indexes().values().stream().map(index -> index(table, index))))
                .or(() -> first(table.foreignKeys().values().stream().map(key -> foreignKey(table, key))));
    }

    /** Another thing of that name. */
    protected final Optional<Obstacle> taken(String name, String wanted) {
        return Optional.ofNullable(live.surroundings().others().get(name))
                .map(kind -> new Obstacle(
                        name,
                        "is " + kind + ", and in the place of " + wanted,
                        "Rename it, or drop it if nobody needs it; then call again."));
    }

    private Optional<Obstacle> foreignKey(Table child, ForeignKey key) {
        Optional<Table> parent =
                key.referencedTable().equals(child.name()) ? Optional.of(child) : live.table(key.referencedTable());
        return parent.isEmpty()
                ? Optional.of(new Obstacle(
                        "table " + key.referencedTable(),
                        "is missing; foreign key " + child.name() + "." + key.name() + " refers to it",
                        "Put the table back from a backup, then call again."))
                : key(child, key, parent.get());
    }

    @Override
    public Optional<Obstacle> addForeignKey(SchemaChange.AddForeignKey change) {
        return live.table(change.table()).flatMap(child -> foreignKey(child, change.key()));
    }

    @Override
    public Optional<Obstacle> createIndex(SchemaChange.CreateIndex change) {
        return live.table(change.table()).flatMap(table -> index(table, change.index()));
    }

    @Override
    public Optional<Obstacle> dropTable(SchemaChange.DropTable change) {
        return pointedAt(change.table(), columns -> true).or(() -> needed(change.table(), null));
    }

    @Override
    public Optional<Obstacle> dropColumn(SchemaChange.DropColumn change) {
        return pointedAt(change.table(), columns -> columns.contains(change.column()))
                .or(() -> needed(change.table(), change.column()));
    }

    private Optional<Obstacle> pointedAt(String table, Predicate<List<String>> columns) {
        return live.tables().values().stream()
                .filter(other -> !other.name().equals(table))
                .flatMap(other -> other.foreignKeys().values().stream()
                        .filter(key -> key.referencedTable().equals(table) && columns.test(key.referencedColumns()))
                        .map(key -> new Obstacle(
                                "foreign key " + other.name() + "." + key.name(),
                                "refers to table " + table + ", of which the step drops what it refers to",
                                "The catalogue knows no such key: drop it, then call again.")))
                .findFirst();
    }

    /**
     * What stands on a column, or on a table.
     *
     * @param column null for the table and all its columns
     */
    protected final Optional<Obstacle> needed(String table, @Nullable String column) {
        return live.surroundings().dependents().stream()
                .filter(dependent -> dependent.table().equals(table))
                .filter(dependent -> column == null || column.equals(dependent.column()))
                .map(dependent -> new Obstacle(
                        dependent.what(),
                        "needs " + (column == null ? "table " + table : "column " + table + "." + column)
                                + ", which the step changes or drops",
                        "Save its definition and drop it, call again, and make it anew if it is still of use."))
                .findFirst();
    }

    @Override
    public Optional<Obstacle> addColumn(SchemaChange.AddColumn change) {
        return Optional.empty();
    }

    @Override
    public Optional<Obstacle> modifyColumn(SchemaChange.ModifyColumn change) {
        return needed(change.table(), change.column());
    }

    @Override
    public Optional<Obstacle> dropIndex(SchemaChange.DropIndex change) {
        return Optional.empty();
    }

    @Override
    public Optional<Obstacle> dropForeignKey(SchemaChange.DropForeignKey change) {
        return Optional.empty();
    }

    @Override
    public Optional<Obstacle> convertTable(SchemaChange.ConvertTable change) {
        return Optional.empty();
    }

    @Override
    public Optional<Obstacle> raw(SchemaChange.Raw change) {
        return Optional.empty();
    }
}
