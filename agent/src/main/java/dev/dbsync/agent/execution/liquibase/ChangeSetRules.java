package dev.dbsync.agent.execution.liquibase;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import liquibase.changelog.ChangeSet;

/** What a changeset may not say, because the agent would have to ignore it. */
final class ChangeSetRules {
    private static final Map<String, Predicate<ChangeSet>> UNSUPPORTED = new LinkedHashMap<>();

    static {
        UNSUPPORTED.put("context", changeSet -> changeSet.buildFullContext() != null);
        UNSUPPORTED.put("labels", changeSet -> changeSet.buildFullLabels() != null);
        UNSUPPORTED.put("context or labels of modifySql", ChangeSetRules::hasConditionalSql);
        UNSUPPORTED.put("runOnChange", ChangeSet::isRunOnChange);
        UNSUPPORTED.put("ignore", ChangeSet::isIgnore);
        UNSUPPORTED.put("runWith", changeSet -> changeSet.getRunWith() != null);
        UNSUPPORTED.put("failOnError: false", changeSet -> Boolean.FALSE.equals(changeSet.getFailOnError()));
    }

    private ChangeSetRules() {}

    static void check(Compilation compilation) {
        UNSUPPORTED.forEach((attribute, present) -> {
            if (present.test(compilation.changeSet())) {
                throw compilation.broken(
                        "it has " + attribute + ", which the agent does not support",
                        "Remove it: a revision is run once, whole, on every database of the catalogue.");
            }
        });
    }

    private static boolean hasConditionalSql(ChangeSet changeSet) {
        return changeSet.getSqlVisitors().stream()
                .anyMatch(visitor -> visitor.getContextFilter() != null || visitor.getLabels() != null);
    }
}
