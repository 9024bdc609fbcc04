package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import java.util.Locale;
import liquibase.change.Change;
import liquibase.change.core.AddNotNullConstraintChange;
import liquibase.change.core.DropNotNullConstraintChange;

/** Whether a column takes nulls: statements of the catalogue's own that are probed by a query. */
final class NullabilityTranslation {
    private NullabilityTranslation() {}

    static List<ChangeUnit> addNotNull(AddNotNullConstraintChange change, Compilation compilation) {
        return unit(change, change.getTableName(), change.getColumnName(), "NO", Effect.REWRITING, compilation);
    }

    static List<ChangeUnit> dropNotNull(DropNotNullConstraintChange change, Compilation compilation) {
        return unit(change, change.getTableName(), change.getColumnName(), "YES", Effect.ADDITIVE, compilation);
    }

    private static List<ChangeUnit> unit(
            Change change, String table, String column, String wanted, Effect effect, Compilation compilation) {
        List<String> statements = compilation.statements(change);
        String query =
                """
                select count(*) from information_schema.columns
                 where table_schema = %s and lower(table_name) = '%s' and lower(column_name) = '%s'
                   and is_nullable <> '%s'"""
                        .formatted(schema(compilation.engine()), literal(table), literal(column), wanted);
        String purpose = "nulls in " + Names.of(table) + "." + Names.of(column)
                + (wanted.equals("NO") ? " forbidden" : " allowed");
        return List.of(new ChangeUnit(new SchemaChange.Raw(purpose, query), statements, effect));
    }

    private static String schema(TargetEngine engine) {
        return switch (engine) {
            case POSTGRESQL -> "current_schema()";
            case MARIADB -> "database()";
            case H2 -> "current_schema";
        };
    }

    private static String literal(String name) {
        return name.trim().toLowerCase(Locale.ROOT).replace("'", "''");
    }
}
