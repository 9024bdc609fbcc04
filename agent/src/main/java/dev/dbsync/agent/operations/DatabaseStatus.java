package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.ServerVersion;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Planner;
import dev.dbsync.agent.planning.Target;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a configured database stands. */
@Description(name = "Status", value = "Where one database stands.")
public record DatabaseStatus(
        @Description("The database's name in the configuration.") String name,
        @Description("The catalogue that it follows.") String catalog,
        @Description("Its server; null when it cannot be reached.") @Nullable ServerVersion engine,
        @Description("Its state.") DatabaseStateName state,
        @Description("The legacy version that is recorded.") @Nullable Integer legacyVersion,
        @Description("The revision that is recorded.") @Nullable String revision,
        @Description("The release that is configured for it; null where its catalogue lists none.") @Nullable
                String release,
        @Description("The releases whose own tool would have left it where it is.") List<String> found,
        @Description("The last revision of the release.") String head,
        @Description("How many steps a sync to head would run; null when that cannot be told.") @Nullable
                Integer pending,
        @Description("Whether the database is at head, or beyond it.") boolean upToDate,
        @Description("Where it is, in words; null where the error says more.") @Nullable String standing,
        @Description("Who holds its lock; null when nobody does.") @Nullable LockHolder lock,
        @Description("The operation of this agent that is at work on it.") @Nullable String operation,
        @Description("What is wrong with it.") @Nullable Problem error) {

    public DatabaseStatus {
        found = found == null ? List.of() : List.copyOf(found);
    }

    /**
     * What was found out, and what follows from it.
     *
     * @param engine null where there is no connection
     */
    public static DatabaseStatus of(
            String name,
            Catalog catalog,
            @Nullable ServerVersion engine,
            DatabaseState state,
            @Nullable LockHolder lock,
            @Nullable String operation) {
        Plan plan = Planner.plan(state, catalog, new Target.Head(), null);
        Problem problem =
                plan instanceof Plan.Refused refused ? refused.problem().of(name) : null;
        ReleasePosition standing =
                new ReleasePosition(catalog, state, plan.steps().size());
        return new DatabaseStatus(
                name,
                catalog.name(),
                engine,
                state.name(),
                state.position().legacyVersion(),
                state.position().revision(),
                Optional.ofNullable(catalog.release()).map(Release::id).orElse(null),
                standing.found().stream().map(Release::id).toList(),
                catalog.head().id(),
                problem == null ? plan.steps().size() : null,
                state instanceof DatabaseState.Current,
                standing.words().orElse(null),
                lock,
                operation,
                problem);
    }

    /** Whether a later release than the one that is configured was at work on it. */
    public boolean beyondRelease() {
        return upToDate && release != null && !found.contains(release);
    }
}
