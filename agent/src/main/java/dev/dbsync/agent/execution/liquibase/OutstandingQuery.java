package dev.dbsync.agent.execution.liquibase;

import java.util.List;
import java.util.regex.Pattern;
import liquibase.precondition.Precondition;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.precondition.core.PreconditionContainer.FailOption;
import liquibase.precondition.core.SqlPrecondition;
import org.jspecify.annotations.Nullable;

/**
 * Reads a changeset's {@code preConditions}: {@code onFail: MARK_RAN} with one {@code sqlCheck} says that the changeset
 * is still to be run while the query answers what is expected. As a query of the agent: one that answers 1 then, and
 * else 0.
 */
final class OutstandingQuery {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private OutstandingQuery() {}

    static @Nullable String of(Compilation compilation) {
        PreconditionContainer conditions = compilation.changeSet().getPreconditions();
        if (conditions == null || conditions.getNestedPreconditions().isEmpty()) {
            return null;
        }
        List<Precondition> nested = conditions.getNestedPreconditions();
        boolean understood = conditions.getOnFail() == FailOption.MARK_RAN
                && nested.size() == 1
                && nested.get(0) instanceof SqlPrecondition
                && compilation.changeSet().getChanges().stream().allMatch(RawTranslation::translates);
        if (!understood) {
            throw compilation.broken(
                    "preConditions are of a kind that the agent does not weigh",
                    "Use onFail: MARK_RAN with exactly one sqlCheck, in a changeset of sql changes only.");
        }
        return query((SqlPrecondition) nested.get(0));
    }

    private static String query(SqlPrecondition condition) {
        String sql = condition.getSql().strip().replaceFirst(";\\s*$", "");
        return "select case when (" + sql + ") = " + literal(condition.getExpectedResult()) + " then 1 else 0 end";
    }

    private static String literal(String expected) {
        return NUMBER.matcher(expected).matches() ? expected : "'" + expected.replace("'", "''") + "'";
    }
}
