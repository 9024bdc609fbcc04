package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.Change;
import liquibase.change.DbmsTargetedChange;
import liquibase.change.core.RawSQLChange;
import liquibase.database.DatabaseList;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the catalogue's own. Nothing in a schema tells whether one was run, so on an engine where a step can
 * stop half-way the changeset must say it: by a query ({@link OutstandingQuery}), or by {@code runAlways}, which
 * promises that the statement may be sent again without harm.
 */
final class RawTranslation {
    private static final int LONGEST_PURPOSE = 60;

    private RawTranslation() {}

    static List<ChangeUnit> translate(Change change, Compilation compilation) {
        List<String> statements = targetsEngine(change, compilation) ? compilation.statements(change) : List.of();
        if (statements.isEmpty()) {
            return List.of();
        }
        String query = OutstandingQuery.of(compilation);
        refuseUnlessRepeatable(change, query, statements, compilation);
        SchemaChange meaning = new SchemaChange.Raw(purpose(change, statements.get(0)), query);
        return List.of(new ChangeUnit(meaning, statements, effect(statements)));
    }

    private static boolean targetsEngine(Change change, Compilation compilation) {
        return !(change instanceof DbmsTargetedChange targeted)
                || DatabaseList.definitionMatches(targeted.getDbms(), compilation.database(), true);
    }

    private static void refuseUnlessRepeatable(
            Change change, @Nullable String query, List<String> statements, Compilation compilation) {
        if (compilation.engine().transactionalDdl() || compilation.changeSet().isAlwaysRun()) {
            return;
        }
        if (query == null) {
            throw compilation.broken(
                    change,
                    "nothing tells whether its SQL was run already",
                    "Add preConditions with onFail: MARK_RAN and one sqlCheck that holds while it is still to be run,"
                            + " or runAlways: true if running it again does no harm.");
        }
        if (statements.size() > 1 || compilation.changeSet().getChanges().size() > 1) {
            throw compilation.broken(
                    change,
                    "one sqlCheck stands for several statements, which can be run in part",
                    "Give each statement a changeset of its own.");
        }
    }

    private static String purpose(Change change, String statement) {
        if (change instanceof RawSQLChange sql && sql.getComment() != null) {
            return sql.getComment().strip();
        }
        String line = statement.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_PURPOSE ? line : line.substring(0, LONGEST_PURPOSE - 1) + "…";
    }

    private static Effect effect(List<String> statements) {
        return statements.stream().map(RawEffect::of).reduce(Effect.NONE, Effect::and);
    }

    /** Whether a change is one that this class translates, as all changes beside an sqlCheck must be. */
    static boolean translates(Change change) {
        return Stream.of("sql", "insert", "update", "delete").anyMatch(change.getSerializedObjectName()::equals);
    }
}
