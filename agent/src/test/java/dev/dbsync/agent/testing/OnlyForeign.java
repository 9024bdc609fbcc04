package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Leaves out what a test would do on other engines where it is asked about one {@link ForeignServer}. */
public final class OnlyForeign implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Stream.of(Engine.values())
                        .filter(engine -> !ForeignServer.asked(engine))
                        .anyMatch(engine -> context.getDisplayName().contains(engine.name()))
                ? ConditionEvaluationResult.disabled("another server was asked for")
                : ConditionEvaluationResult.enabled("");
    }
}
