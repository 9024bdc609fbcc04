package dev.dbsync.agent.execution;

import dev.dbsync.agent.planning.Step;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A commit that was sent to the server and not answered.
 *
 * @param step the step that it was to end
 * @param duration how long the step took
 * @param transaction the number of its transaction; empty where the engine has none
 */
public record SentCommit(Step step, Duration duration, OptionalLong transaction) {}
