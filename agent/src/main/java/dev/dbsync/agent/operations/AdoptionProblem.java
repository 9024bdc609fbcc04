package dev.dbsync.agent.operations;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.List;

/** The words for a schema that is not the one to be adopted. */
final class AdoptionProblem {
    private AdoptionProblem() {}

    static Problem of(Revision revision, List<Difference> differences) {
        return new Problem(
                ProblemType.ADOPTION_REFUSED,
                "The schema is not that of revision " + revision.id() + ".",
                Difference.describe(differences),
                "Name the revision whose schema the database holds, or fix the differences, then call again.");
    }
}
