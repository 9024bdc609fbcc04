package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.Effect;
import java.util.regex.Pattern;

/** What a statement does to stored rows, as far as its words tell; in doubt the graver answer. */
final class RawEffect {
    private static final Pattern COMMENTS = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LOSES = Pattern.compile(
            "(?is)\\s*(?:drop|delete|truncate|replace)\\b.*|.*\\bdrop\\s+(?:column|table|partition|schema|database)\\b.*");
    private static final Pattern ADDS =
            Pattern.compile("(?is)\\s*(?:create|insert|comment|grant|alter\\s+(?:database|schema|type))\\b.*");

    private RawEffect() {}

    static Effect of(String statement) {
        String words = COMMENTS.matcher(statement).replaceAll(" ");
        if (LOSES.matcher(words).matches()) {
            return Effect.DESTRUCTIVE;
        }
        return ADDS.matcher(words).matches() ? Effect.ADDITIVE : Effect.REWRITING;
    }
}
