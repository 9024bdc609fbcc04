package dev.dbsync.agent.planning;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.LegacyStep;
import dev.dbsync.agent.catalog.LegacyTrack;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.planning.Step.Kind;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.DatabaseState.Ahead;
import dev.dbsync.agent.state.DatabaseState.Behind;
import dev.dbsync.agent.state.DatabaseState.Current;
import dev.dbsync.agent.state.DatabaseState.Empty;
import dev.dbsync.agent.state.DatabaseState.Inconsistent;
import dev.dbsync.agent.state.DatabaseState.Interrupted;
import dev.dbsync.agent.state.DatabaseState.Legacy;
import dev.dbsync.agent.state.DatabaseState.Unmanaged;
import dev.dbsync.agent.state.DatabaseState.Unreachable;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State, catalogue and request in; a plan out. Pure: the same three always give the same plan.
 *
 * <p>A new database starts at the initial revision and never sees a legacy step. One under sqlalchemy-migrate gets its
 * outstanding steps, then the initial revision is stamped, for it holds what the last legacy version had. Never a
 * downgrade.
 */
public final class Planner {
    private final Catalog catalog;
    private final Target target;
    private final @Nullable Revision adopted;

    private Planner(Catalog catalog, Target target, @Nullable Revision adopted) {
        this.catalog = catalog;
        this.target = target;
        this.adopted = adopted;
    }

    /**
     * Makes a plan.
     *
     * @param adopted the revision to stamp on a database without version control; null to refuse such a database. A
     *     database that is under version control already is not adopted again: the request then asks for nothing more
     */
    public static Plan plan(DatabaseState state, Catalog catalog, Target target, @Nullable Revision adopted) {
        return state.accept(new Planner(catalog, target, adopted).new Cases());
    }

    private final class Cases implements DatabaseState.Visitor<Plan> {
        @Override
        public Plan empty(Empty state) {
            return onwards(List.of(), -1);
        }

        @Override
        public Plan legacy(Legacy state) {
            return onwards(legacySteps(state.version()), 0);
        }

        @Override
        public Plan behind(Behind state) {
            return onwards(List.of(), catalog.position(state.revision()));
        }

        @Override
        public Plan current(Current state) {
            return onwards(List.of(), catalog.position(state.revision()));
        }

        @Override
        public Plan interrupted(Interrupted state) {
            Integer legacyVersion = state.position().legacyVersion();
            String revision = state.position().revision();
            if (revision != null) {
                return onwards(List.of(), catalog.position(revision));
            }
            return legacyVersion == null ? onwards(List.of(), -1) : onwards(legacySteps(legacyVersion), 0);
        }

        @Override
        public Plan unmanaged(Unmanaged state) {
            return adopted == null
                    ? new Plan.Refused(state.problem())
                    : onwards(List.of(stamp(adopted)), catalog.position(adopted.id()));
        }

        @Override
        public Plan ahead(Ahead state) {
            return new Plan.Refused(state.problem());
        }

        @Override
        public Plan inconsistent(Inconsistent state) {
            return new Plan.Refused(state.problem());
        }

        @Override
        public Plan unreachable(Unreachable state) {
            return new Plan.Refused(state.problem());
        }
    }

    private List<Step> legacySteps(int version) {
        LegacyTrack track = catalog.legacyTrack().orElseThrow();
        List<Step> steps = new ArrayList<>();
        for (LegacyStep step : track.after(version)) {
            steps.add(new Step(Kind.LEGACY, Integer.toString(step.version()), step.description(), step.files()));
        }
        steps.add(stamp(catalog.initial()));
        return steps;
    }

    private Step stamp(Revision revision) {
        List<String> recorded = catalog.revisions().subList(0, catalog.position(revision.id()) + 1).stream()
                .map(Revision::file)
                .toList();
        return new Step(
                Kind.STAMP, revision.id(), "Recorded as applied: " + revision.description(), List.of(), recorded);
    }

    /**
     * The plan from a place in the line.
     *
     * @param first steps that come before any revision is run
     * @param reached the place of the newest revision that the database has after those steps; -1 for none
     */
    private Plan onwards(List<Step> first, int reached) {
        int wanted = wanted(reached);
        if (wanted > head()) {
            return new Plan.Refused(beyondHead(reached, wanted));
        }
        List<Step> steps = new ArrayList<>(first);
        for (Revision revision : catalog.revisions().subList(reached + 1, Math.max(reached, wanted) + 1)) {
            steps.add(new Step(Kind.REVISION, revision.id(), revision.description(), List.of(revision.file())));
        }
        String to = catalog.revisions().get(Math.max(reached, wanted)).id();
        return steps.isEmpty()
                ? new Plan.NothingToDo(to, nothingToDo(to, reached, wanted))
                : new Plan.Outstanding(steps, to);
    }

    private int wanted(int reached) {
        if (target instanceof Target.Relative relative) {
            return reached + relative.steps();
        }
        return target instanceof Target.Named named ? catalog.position(named.id()) : head();
    }

    private int head() {
        return catalog.position(catalog.head().id());
    }

    private String nothingToDo(String at, int reached, int wanted) {
        if (reached > head()) {
            return "The database is at " + at + ", beyond " + ReleaseProblems.served(catalog)
                    + "; it is never taken back.";
        }
        return wanted < reached
                ? "The database is at " + at + ", past "
                        + catalog.revisions().get(wanted).id() + "; it is never taken back."
                : "The database is at " + at + " already.";
    }

    /** Where the release holds back what is known, it is the release that is told of, however far the target lies. */
    private Problem beyondHead(int reached, int wanted) {
        int newest = catalog.revisions().size() - 1;
        return head() < newest
                ? ReleaseProblems.beyond(catalog.revisions().get(Math.min(wanted, newest)), catalog)
                : tooFar(reached);
    }

    private Problem tooFar(int reached) {
        int left = Math.max(0, head() - reached);
        return new Problem(
                ProblemType.UNKNOWN_REVISION,
                "The target lies beyond head.",
                "From here " + left + (left == 1 ? " revision leads" : " revisions lead") + " to "
                        + catalog.head().id() + ".",
                "Ask for head, or for fewer revisions.");
    }
}
