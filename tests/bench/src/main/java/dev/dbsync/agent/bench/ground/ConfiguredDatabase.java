package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;

/**
 * A database as a section of the agent's configuration names it.
 *
 * @param section its name there
 * @param catalogue the history that it follows, {@code nova/main}
 */
public record ConfiguredDatabase(String section, String catalogue, TestDatabase database) {
    private static final String REVISION = "select version_num from alembic_version";

    String text() {
        return """
                [database:%s]
                catalog = %s
                release = newest
                url = %s
                """
                .formatted(section, catalogue, database.sqlAlchemyUrl());
    }

    /** Fails unless it is at the head of a packaged catalogue. */
    public void requireHead() throws SQLException {
        requireRevision(PackagedCatalogue.of(catalogue).head());
    }

    /** Fails unless it is at that revision. */
    public void requireRevision(String expected) throws SQLException {
        List<String> found = database.query(REVISION);
        if (!found.equals(List.of(expected))) {
            throw new IllegalStateException(
                    "%s is at %s instead of %s: it was not brought to head".formatted(section, found, expected));
        }
    }
}
