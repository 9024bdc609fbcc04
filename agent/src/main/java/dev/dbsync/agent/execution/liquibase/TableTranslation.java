package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.change.ColumnConfig;
import liquibase.change.ConstraintsConfig;
import liquibase.change.core.CreateTableChange;
import liquibase.change.core.DropTableChange;
import org.jspecify.annotations.Nullable;

/** Tables made, dropped and converted. */
final class TableTranslation {
    /** What follows the closing parenthesis of {@code create table}: engine, character set, collation. */
    private static final Pattern CHARACTER_SET = Pattern.compile("(?i)\\b(?:character\\s+set|charset)\\s*=?\\s*(\\w+)");

    private static final Pattern COLLATE = Pattern.compile("(?i)\\bcollate\\s*=?\\s*(\\w+)");

    private TableTranslation() {}

    static List<ChangeUnit> createTable(CreateTableChange change, Compilation compilation) {
        List<String> statements = compilation.statements(change);
        Table table = Table.of(
                Names.of(change.getTableName()),
                columns(change, compilation),
                primaryKey(change),
                uniqueConstraints(change, compilation),
                List.of(),
                collation(statements.get(0), compilation.engine()));
        return List.of(new ChangeUnit(new SchemaChange.CreateTable(table), statements, Effect.ADDITIVE));
    }

    static List<ChangeUnit> createShadowTable(CreateShadowTableChange change, Compilation compilation) {
        return createTable(change.shadow(), compilation);
    }

    static List<ChangeUnit> dropTable(DropTableChange change, Compilation compilation) {
        SchemaChange meaning = new SchemaChange.DropTable(Names.of(change.getTableName()));
        return List.of(compilation.unit(meaning, change, Effect.DESTRUCTIVE));
    }

    static List<ChangeUnit> convertTable(ConvertTableChange change, Compilation compilation) {
        List<String> statements = compilation.statements(change);
        if (statements.isEmpty()) {
            return List.of();
        }
        SchemaChange meaning = new SchemaChange.ConvertTable(
                Names.of(compilation.required(change, "tableName", change.getTableName())),
                Collations.normalForm(compilation.required(change, "collation", change.getCollation())));
        return List.of(new ChangeUnit(meaning, statements, Effect.REWRITING));
    }

    private static List<Column> columns(CreateTableChange change, Compilation compilation) {
        ColumnDescription description = compilation.columns();
        return change.getColumns().stream().map(description::describe).toList();
    }

    private static List<String> primaryKey(CreateTableChange change) {
        return change.getColumns().stream()
                .filter(TableTranslation::isPrimaryKey)
                .map(column -> Names.of(column.getName()))
                .toList();
    }

    private static boolean isPrimaryKey(ColumnConfig column) {
        ConstraintsConfig constraints = column.getConstraints();
        return constraints != null && Boolean.TRUE.equals(constraints.isPrimaryKey());
    }

    /** Columns that share a constraint's name make one constraint, as in the statement. */
    private static List<Index> uniqueConstraints(CreateTableChange change, Compilation compilation) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (ColumnConfig column : change.getColumns()) {
            ConstraintsConfig constraints = column.getConstraints();
            if (constraints == null) {
                continue;
            }
            refuseForeignKey(change, compilation, column, constraints);
            if (Boolean.TRUE.equals(constraints.isUnique())) {
                String name =
                        compilation.required(change, "uniqueConstraintName", constraints.getUniqueConstraintName());
                columns.computeIfAbsent(Names.of(name), ignored -> new ArrayList<>())
                        .add(Names.of(column.getName()));
            }
        }
        return columns.entrySet().stream()
                .map(entry -> new Index(entry.getKey(), true, entry.getValue()))
                .toList();
    }

    private static void refuseForeignKey(
            CreateTableChange change, Compilation compilation, ColumnConfig column, ConstraintsConfig constraints) {
        if (constraints.getReferences() != null || constraints.getReferencedTableName() != null) {
            throw compilation.broken(
                    change,
                    "column " + column.getName() + " declares a foreign key",
                    "Use addForeignKeyConstraint, after the index that serves it.");
        }
    }

    private static @Nullable String collation(String statement, TargetEngine engine) {
        if (engine != TargetEngine.MARIADB) {
            return null;
        }
        String options = statement.substring(statement.lastIndexOf(')') + 1);
        Matcher collate = COLLATE.matcher(options);
        if (collate.find()) {
            return Collations.normalForm(collate.group(1));
        }
        Matcher characterSet = CHARACTER_SET.matcher(options);
        return characterSet.find() ? Collations.defaultOf(characterSet.group(1)) : null;
    }
}
