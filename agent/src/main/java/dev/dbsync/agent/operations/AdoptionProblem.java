package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;
import java.util.stream.Collectors;

/** The words for a schema that is not the one to be adopted. */
final class AdoptionProblem {
    private static final int SHOWN = 3;

    private AdoptionProblem() {}

    static Problem of(Revision revision, List<Difference> differences) {
        String shown =
                differences.stream().limit(SHOWN).map(Difference::describe).collect(Collectors.joining(" "));
        int more = differences.size() - SHOWN;
        return new Problem(
                ProblemType.ADOPTION_REFUSED,
                "The schema is not that of revision " + revision.id() + ".",
                shown + (more > 0 ? " And " + more + " more." : ""),
                "Name the revision whose schema the database holds, or mend the differences, then call again.");
    }
}
