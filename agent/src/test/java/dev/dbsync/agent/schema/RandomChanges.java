package dev.dbsync.agent.schema;

import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.AddForeignKey;
import dev.dbsync.agent.schema.SchemaChange.ConvertTable;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.DropColumn;
import dev.dbsync.agent.schema.SchemaChange.DropForeignKey;
import dev.dbsync.agent.schema.SchemaChange.DropIndex;
import dev.dbsync.agent.schema.SchemaChange.DropTable;
import dev.dbsync.agent.schema.SchemaChange.ModifyColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Schemas and changes that can be made to them, different for each seed and always the same for one. */
final class RandomChanges {
    private static final List<String> TABLES = List.of("hosts", "cells", "ports");
    private static final List<String> COLUMNS = List.of("name", "uuid", "state", "size");
    private static final List<String> INDEXES = List.of("by_name", "by_state");
    private static final List<String> KEYS = List.of("to_hosts", "to_cells");
    private static final List<String> TYPES = List.of("varchar(36)", "varchar(64)", "text");
    private static final List<String> COLLATIONS = List.of("utf8mb3_general_ci", "utf8mb3_bin");

    private final Random random;
    /** Whether the engine gives tables and columns a collation of their own, which all then have. */
    private final boolean collations;

    private Schema schema;

    private RandomChanges(Random random) {
        this.random = random;
        this.collations = random.nextBoolean();
        this.schema = Schema.of(List.of(table("hosts"), table("cells")));
    }

    /**
     * A schema, and changes that can be made to it one after the other.
     *
     * @param start the schema
     * @param changes the changes
     */
    record Case(Schema start, List<SchemaChange> changes) {
        Schema cutOffAfter(int count) {
            return Evolution.after(start, changes.subList(0, count));
        }
    }

    static Case ofSeed(int seed) {
        // small seeds next to each other give alike first numbers
        RandomChanges generator = new RandomChanges(new Random(seed * 7_919L));
        Schema start = generator.schema;
        List<SchemaChange> changes = new ArrayList<>();
        int count = 2 + generator.random.nextInt(9);
        while (changes.size() < count) {
            generator.next().ifPresent(changes::add);
        }
        return new Case(start, changes);
    }

    /** A change that can be made to the schema as it is by now, which is then as the change leaves it. */
    private Optional<SchemaChange> next() {
        Optional<SchemaChange> change =
                Optional.of(any()).filter(candidate -> Possible.is(schema, candidate) && changesSomething(candidate));
        change.ifPresent(made -> schema = Evolution.after(schema, made));
        return change;
    }

    private boolean changesSomething(SchemaChange change) {
        return !Evolution.after(schema, change).equals(schema);
    }

    private SchemaChange any() {
        String table = oneOf(TABLES);
        String column = oneOf(COLUMNS);
        return switch (random.nextInt(collations ? 13 : 11)) {
            case 0 -> new CreateTable(table(table));
            case 1 -> new DropTable(table);
            case 2, 3 -> new AddColumn(table, column(column));
            case 4 -> new DropColumn(table, column);
            case 5 -> new ModifyColumn(table, column, oneOf(TYPES), random.nextBoolean() ? null : collation());
            case 6, 7 -> new CreateIndex(table, index());
            case 8 -> new DropIndex(table, oneOf(INDEXES));
            case 9 -> new AddForeignKey(table, foreignKey());
            case 10 -> new DropForeignKey(table, oneOf(KEYS));
            default -> new ConvertTable(table, oneOf(COLLATIONS));
        };
    }

    private Table table(String name) {
        List<Column> columns = new ArrayList<>(List.of(new Column("id", "int(11)", false, null, true, null)));
        COLUMNS.stream()
                .filter(column -> random.nextBoolean())
                .map(this::column)
                .forEach(columns::add);
        List<Index> indexes = random.nextInt(3) == 0 ? List.of(index()) : List.of();
        return Table.of(name, columns, List.of("id"), indexes, List.of(), collation());
    }

    private Column column(String name) {
        return new Column(name, oneOf(TYPES), random.nextBoolean(), null, false, collation());
    }

    private @Nullable String collation() {
        return collations ? oneOf(COLLATIONS) : null;
    }

    private Index index() {
        return new Index(oneOf(INDEXES), random.nextBoolean(), List.of(random.nextBoolean() ? "id" : "id, id"));
    }

    private ForeignKey foreignKey() {
        return new ForeignKey(oneOf(KEYS), List.of("id"), oneOf(TABLES), List.of("id"));
    }

    private String oneOf(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
