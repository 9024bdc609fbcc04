package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.planning.Goal;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.planning.TargetParser;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks of databases. Whatever is wrong with the request itself is found on construction, before anything is
 * touched.
 *
 * @param databases the databases; all have the revision that is asked for
 * @param revision the target as written; null for head
 * @param adopt the revision to adopt as written; null for none
 * @param patience how long to wait for another's lock
 * @param hold effects before which it stops
 * @param plan the digest of what it may do; null for whatever there is to do
 * @param requestId the caller's own name for the request; null for none
 */
public record SyncRequest(
        List<ManagedDatabase> databases,
        @Nullable String revision,
        @Nullable String adopt,
        Duration patience,
        Set<Effect> hold,
        @Nullable String plan,
        @Nullable String requestId) {

    /** A request for all that there is to do. */
    public SyncRequest(
            List<ManagedDatabase> databases, @Nullable String revision, @Nullable String adopt, Duration patience) {
        this(databases, revision, adopt, patience, Set.of(), null, null);
    }

    /**
     * Checks the request.
     *
     * @throws RefusedRequestException if it asks for a legacy version, or for a revision that one of the databases'
     *     catalogues does not have
     */
    public SyncRequest {
        databases = List.copyOf(databases);
        hold = Set.copyOf(hold);
        for (ManagedDatabase database : databases) {
            goal(database.catalog(), revision, adopt);
        }
    }

    /**
     * The databases in the order in which all agents take their locks: stage by stage, and by name within a stage. The
     * databases of a stage are worked on side by side.
     */
    List<List<ManagedDatabase>> stages() {
        return databases.stream()
                .sorted(Comparator.comparing(ManagedDatabase::name))
                .collect(Collectors.groupingBy(ManagedDatabase::stage, TreeMap::new, Collectors.toUnmodifiableList()))
                .values()
                .stream()
                .toList();
    }

    /** Whether what would be done to a database is not among what was planned. */
    boolean differs(Planned planned) {
        return plan != null && !planned.steps().isEmpty() && !PlanDigest.covers(plan, planned.transition());
    }

    /** What is asked of a database of a catalogue. */
    Goal goal(Catalog catalog) {
        return goal(catalog, revision, adopt);
    }

    private static Goal goal(Catalog catalog, @Nullable String revision, @Nullable String adopt) {
        return new Goal(
                TargetParser.parse(revision, catalog), adopt == null ? null : TargetParser.adopted(adopt, catalog));
    }
}
