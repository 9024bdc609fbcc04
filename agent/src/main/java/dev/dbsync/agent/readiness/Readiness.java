package dev.dbsync.agent.readiness;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.ReadinessCheck;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.ServerMessage;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.vocabulary.PlainText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the questions of a catalogue to a database. They read whole tables, so they are asked only where somebody wants the
 * answers. Writes nothing. Thread-safe.
 *
 * @param catalog of the release that is served
 */
public record Readiness(Catalog catalog) {
    private static final int SHOWN = 10;

    /** What a query found. */
    private record Row(@Nullable String object, long count) {}

    /**
     * What there is to do, the most pressing first.
     *
     * @param position where the database is; it has no rows to ask for where it has neither a version nor a revision
     * @param changes whether a sync would do something: then its services are still those of the release that is found
     * @throws SQLException if the connection fails; a query that fails alone is a finding
     */
    public List<ReadinessFinding> of(Connection connection, Position position, boolean changes) throws SQLException {
        List<ReadinessFinding> findings = new ArrayList<>();
        for (ReadinessCheck check : catalog.readiness()) {
            if (applies(check, position)) {
                ask(connection, check, level(check, position, changes)).ifPresent(findings::add);
            }
        }
        findings.sort(Comparator.comparing(ReadinessFinding::level));
        return List.copyOf(findings);
    }

    private boolean applies(ReadinessCheck check, Position position) {
        Release served = catalog.release();
        boolean nowhere = position.revision() == null && position.legacyVersion() == null;
        boolean servicesUnknown = served == null || served.services() == null;
        if (nowhere || (check.asksForServices() && servicesUnknown)) {
            return false;
        }
        return check.since() == null || place(position) >= catalog.position(check.since());
    }

    /** The place of its revision in the line; -1 before the first one. */
    private int place(Position position) {
        return Optional.ofNullable(position.revision())
                .flatMap(catalog::find)
                .map(revision -> catalog.position(revision.id()))
                .orElse(-1);
    }

    private ReadinessLevel level(ReadinessCheck check, Position position, boolean changes) {
        if (check.release() != null) {
            return changes && isKnown(check.release(), position) ? ReadinessLevel.BLOCKS : ReadinessLevel.AFTER;
        }
        return check.blocks() ? ReadinessLevel.BLOCKS : ReadinessLevel.ADVICE;
    }

    /** Whether the tool of a release that the database can be at has the data migration that came with a release. */
    private boolean isKnown(int release, Position position) {
        return catalog.releases().stream()
                .filter(known -> known.version() >= release)
                .anyMatch(known -> hasReached(position, known));
    }

    private boolean hasReached(Position position, Release release) {
        if (release.head() != null) {
            return place(position) >= catalog.position(release.head());
        }
        Integer last = release.legacy();
        Integer recorded = position.legacyVersion();
        return position.revision() != null || (last != null && recorded != null && recorded >= last);
    }

    private Optional<ReadinessFinding> ask(Connection connection, ReadinessCheck check, ReadinessLevel level)
            throws SQLException {
        Release served = catalog.release();
        List<Row> rows;
        try {
            rows = Queries.list(connection, check.query(served), row -> new Row(row.getString(1), row.getLong(2)));
        } catch (SQLException exception) {
            if (!connection.isValid(1)) {
                throw exception;
            }
            return Optional.of(new ReadinessFinding(
                    check.id(),
                    level,
                    null,
                    List.of(),
                    "This could not be asked: " + ServerMessage.of(exception, null),
                    "Let the agent's user read the tables, and ask again."));
        }
        long count = rows.stream().mapToLong(Row::count).sum();
        return count == 0
                ? Optional.empty()
                : Optional.of(new ReadinessFinding(
                        check.id(),
                        level,
                        count,
                        rows.stream()
                                .filter(row -> row.count() > 0)
                                .limit(SHOWN)
                                .map(row -> PlainText.line(String.valueOf(row.object())))
                                .toList(),
                        check.found(count, served),
                        check.remedy()));
    }
}
