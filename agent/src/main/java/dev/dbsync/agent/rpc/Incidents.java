package dev.dbsync.agent.rpc;

import dev.dbsync.agent.state.ErrorData;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the cause of an unexpected failure in the log, and gives the client nothing but the id to find it there. */
final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    private Incidents() {}

    /** Logs the failure of {@code what}, and makes the error for the client. */
    static Problem record(String what, Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.error("Incident {}: {} failed unexpectedly", incident, what, failure);
        ErrorData data = ErrorData.of(ProblemType.INTERNAL_ERROR)
                .withRemedy("Look for the incident in the agent's log.")
                .withIncident(incident);
        return Problem.of(ProblemType.INTERNAL_ERROR, "The agent failed unexpectedly.", data);
    }
}
