package dev.dbsync.agent.discovery;

import dev.dbsync.agent.config.ConfiguredDatabase;
import dev.dbsync.agent.config.UnusableConnectionException;
import dev.dbsync.agent.operations.DatabaseFinder;
import dev.dbsync.agent.operations.FoundDatabase;
import java.time.Duration;
import java.util.List;

/** Finds the one database of a section, where its {@code url} or its {@code nova_conf} says it is now. */
final class SectionFinder implements DatabaseFinder {
    private final ConfiguredDatabase section;
    private final Entries entries;

    SectionFinder(ConfiguredDatabase section, Entries entries) {
        this.section = section;
        this.entries = entries;
    }

    @Override
    public String section() {
        return section.name();
    }

    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public List<FoundDatabase> find(Duration limit) {
        try {
            return List.of(entries.own(section.connection().own().address()));
        } catch (UnusableConnectionException refusal) {
            return List.of(entries.unusable(section.connection().describe(), refusal));
        } catch (Throwable failure) {
            return List.of(entries.unforeseen(failure, false));
        }
    }
}
