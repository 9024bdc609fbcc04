package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.planning.TargetParser;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of databases. Whatever is wrong with the request itself is found on construction, before anything is
 * touched.
 *
 * @param databases the databases; all have the revision that is asked for
 * @param revision the target as written; null for head
 * @param adopt the revision to adopt as written; null for none
 * @param patience how long to wait for another's lock
 */
public record SyncRequest(
        List<ManagedDatabase> databases, @Nullable String revision, @Nullable String adopt, Duration patience) {

    /**
     * Checks the request.
     *
     * @throws RefusedRequestException if it asks for a legacy version, or for a revision that one of the databases'
     *     catalogues does not have
     */
    public SyncRequest {
        databases = List.copyOf(databases);
        for (ManagedDatabase database : databases) {
            TargetParser.parse(revision, database.catalog());
            if (adopt != null) {
                TargetParser.revision(adopt, database.catalog());
            }
        }
    }

    Target target(Catalog catalog) {
        return TargetParser.parse(revision, catalog);
    }

    @Nullable
    Revision adopted(Catalog catalog) {
        return adopt == null ? null : TargetParser.revision(adopt, catalog);
    }
}
