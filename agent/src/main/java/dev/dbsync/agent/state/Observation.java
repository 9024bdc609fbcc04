package dev.dbsync.agent.state;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the probes saw in a database, before anything is made of it.
 *
 * @param tables lower-case names of its tables, the control tables left out
 * @param legacyRows rows of {@code migrate_version}; null where there is no such table
 * @param revisions rows of {@code alembic_version}; null where there is no such table
 * @param history rows of Liquibase's history; null where there is no such table
 * @param transactionalDdl whether the engine takes back the DDL of a transaction that did not commit; where it does, a
 *     step that was interrupted leaves nothing behind
 */
public record Observation(
        Set<String> tables,
        @Nullable List<LegacyRow> legacyRows,
        @Nullable List<String> revisions,
        @Nullable List<HistoryRow> history,
        boolean transactionalDdl) {
    public Observation {
        tables = Set.copyOf(tables);
        legacyRows = legacyRows == null ? null : List.copyOf(legacyRows);
        revisions = revisions == null ? null : List.copyOf(revisions);
        history = history == null ? null : List.copyOf(history);
    }
}
