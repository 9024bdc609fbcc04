package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.UnusableAddressException;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong with a database into words for a client. Where there is more to know than a client may see, the log
 * gets it, under an incident's id that both share.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Problem unreachable(ManagedDatabase database, SQLException failure) {
        ConnectionSource source = database.source();
        return new Problem(
                ProblemType.UNREACHABLE,
                "The database cannot be reached.",
                source.describe() + ": " + source.explain(failure),
                unreachableRemedy(failure));
    }

    private static String unreachableRemedy(SQLException failure) {
        return failure instanceof UnusableAddressException unusable
                ? unusable.remedy()
                : unreachableRemedy(Objects.requireNonNullElse(failure.getSQLState(), ""));
    }

    private static String unreachableRemedy(String sqlState) {
        if (sqlState.startsWith("28")) {
            return "Check user and password in the database's url, and that the server lets this host in.";
        }
        return sqlState.equals("3D000") || sqlState.startsWith("42")
                ? "Create the database and let the user in, or correct its url."
                : "Check that the server runs, and that the database's url names it.";
    }

    static Problem stepFailed(ManagedDatabase database, StepFailedException exception) {
        String incident = log(database, "step " + exception.stepId() + " failed at " + exception.object(), exception);
        return new Problem(
                ProblemType.SYNC_FAILED,
                "Step " + exception.stepId() + " failed at " + exception.object() + ".",
                database.source().explain(exception.failure()),
                "Steps before it are recorded. Remove the cause, then call again: the sync goes on where it stopped.",
                incident);
    }

    static Problem connectionFailed(ManagedDatabase database, SQLException failure) {
        return new Problem(
                ProblemType.SYNC_FAILED,
                "The connection failed between steps.",
                database.source().describe() + ": " + database.source().explain(failure),
                "Call again: the sync goes on where it stopped.",
                log(database, "the connection failed between steps", failure));
    }

    static Problem queryFailed(ManagedDatabase database, SQLException failure) {
        return new Problem(
                ProblemType.UNREACHABLE,
                "The database does not answer questions about itself.",
                database.source().describe() + ": " + database.source().explain(failure),
                "Check that the user may read the database's tables.",
                log(database, "a probe failed", failure));
    }

    static Problem brokenChangelog(ManagedDatabase database, BrokenChangelogException exception) {
        return new Problem(
                ProblemType.SYNC_FAILED,
                "A changelog of catalogue " + database.catalog().name() + " cannot be used.",
                String.valueOf(exception.getMessage()),
                "Mend the catalogue, then restart the agent.",
                log(database, "a changelog is broken", exception));
    }

    static Problem unexpected(ManagedDatabase database, RuntimeException exception) {
        return new Problem(
                ProblemType.SYNC_FAILED,
                "The agent failed.",
                "This is a mistake in the agent, not in the database.",
                "Look for the incident in the agent's log, and report it.",
                log(database, "the agent failed", exception));
    }

    static Problem locked(Optional<LockHolder> holder, Duration waited) {
        String who = holder.map(held -> held.host()
                        + (held.since() == null ? "" : " since " + held.since())
                        + (held.operation() == null ? "" : ", operation " + held.operation()))
                .orElse("a holder that the server does not show");
        return new Problem(
                ProblemType.LOCKED,
                "Another sync holds the database's lock.",
                "It is held by " + who + "; waited " + waited.toSeconds() + " s.",
                "Wait for the other sync to end, or call again with a longer wait.");
    }

    static Problem unguarded() {
        return new Problem(
                ProblemType.LOCKED,
                "The database's server has no lock that keeps other syncs away.",
                "Its named locks are not in reach of all who may connect, or lock = lease asks for another, and MySQL"
                        + " cannot guard the writes of a lease's holder. Nothing was run.",
                "See to it that only one agent synchronises this database, and set lock = session in its section.");
    }

    static Problem leaseLost() {
        return new Problem(
                ProblemType.LOCKED,
                "This operation stood still for so long that it lost its lock.",
                "Its lease on the database ran out, and another sync has it or had it. It wrote nothing since.",
                "Look where the database stands; if it is not at head, call again.");
    }

    static Problem stopped() {
        return new Problem(
                ProblemType.SYNC_FAILED,
                "The agent was stopped before the last step.",
                "The steps that it began are recorded; the others were not begun.",
                "Call again once an agent runs: the sync goes on where it stopped.");
    }

    private static String log(ManagedDatabase database, String what, Exception exception) {
        String incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Database {}: {} (incident {})", database.name(), what, incident, exception);
        return incident;
    }
}
