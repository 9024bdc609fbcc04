package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.Obstacle;
import dev.dbsync.agent.schema.Obstacles;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.Table;
import dev.dbsync.agent.schema.Trait;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL looks at: tables, views, sequences, indexes and types share one space of names. */
final class PostgresObstacles extends Obstacles {
    PostgresObstacles(Schema live) {
        super(live);
    }

    /** Types of columns are those that the table's own statements make. */
    @Override
    public Optional<Obstacle> createTable(SchemaChange.CreateTable change) {
        return super.createTable(change)
                .or(() -> first(change.table().columns().values().stream()
                        .map(column -> taken(
                                column.type(),
                                "the type of column " + change.table().name() + "." + column.name()))));
    }

    @Override
    protected Optional<Obstacle> index(Table table, Index index) {
        String wanted = "index " + table.name() + "." + index.name();
        return taken(index.name(), wanted).or(() -> live().tables().values().stream()
                .filter(other -> !other.name().equals(table.name()))
                .filter(other -> other.name().equals(index.name())
                        || other.index(index.name()).isPresent())
                .map(other -> new Obstacle(
                        index.name(),
                        "is a name that table " + other.name() + " or an index of it has, and in the place of "
                                + wanted,
                        "Rename that, then call again."))
                .findFirst());
    }

    private static boolean isUnlogged(Table table) {
        return table.traits().stream().anyMatch(trait -> trait.kind() == Trait.Kind.UNLOGGED);
    }

    /** One that is unique and of just these columns has to be there. */
    @Override
    protected Optional<Obstacle> key(Table child, ForeignKey key, Table parent) {
        if (isUnlogged(parent) && !isUnlogged(child)) {
            return Optional.of(new Obstacle(
                    "table " + parent.name(),
                    "is unlogged, so that foreign key " + child.name() + "." + key.name() + " cannot refer to it",
                    "Run ALTER TABLE " + parent.name() + " SET LOGGED, then call again."));
        }
        List<String> columns = key.referencedColumns();
        boolean unique = parent.primaryKey().equals(columns)
                || parent.indexes().values().stream()
                        .anyMatch(index -> index.unique() && index.columns().equals(columns));
        return unique
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        "table " + parent.name(),
                        "has no unique index of " + String.join(", ", columns) + ", which foreign key " + child.name()
                                + "." + key.name() + " needs",
                        "Make the one that verify names, then call again."));
    }
}
