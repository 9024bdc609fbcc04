package dev.dbsync.agent.execution;

import dev.dbsync.agent.control.HistoryEntry;
import java.util.List;
import java.util.Optional;

/**
 * What one changelog file does on one engine.
 *
 * @param units the units in order
 * @param history the entry for Liquibase's own history; empty where the file holds more than one changeset, which only
 *     a catalogue under another version control may do
 */
public record Script(List<ChangeUnit> units, Optional<HistoryEntry> history) {
    public Script {
        units = List.copyOf(units);
    }

    /** The gravest effect of all units. */
    public Effect effect() {
        return units.stream().map(ChangeUnit::effect).reduce(Effect.NONE, Effect::and);
    }
}
