package dev.dbsync.agent.operations;

import dev.dbsync.agent.planning.Step;
import java.time.Duration;

/**
 * A step that an operation ran and recorded.
 *
 * @param kind which history it belongs to
 * @param id the version that was recorded
 * @param duration how long it took
 */
public record AppliedStep(Step.Kind kind, String id, Duration duration) {}
