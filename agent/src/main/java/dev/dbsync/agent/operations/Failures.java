package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.PassingFailures;
import dev.dbsync.agent.database.UnusableAddressException;
import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.StepFailedException;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.vocabulary.PlainText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong with a database into words for a client. Where there is more to know than a client may see, the log
 * gets it, under an incident's id that both share. This is the one place where that is done, so it is long.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final String OWN_MISTAKE = "This is a mistake in the agent, not in the database.";

    private Failures() {}

    /** What was thrown by a sync, for what it means to the database in whose name it was. */
    static Problem of(ManagedDatabase database, Outcome.Broken broken) {
        Throwable thrown = broken.thrown();
        if (thrown instanceof UnreachableException unreachable) {
            return unreachable(database, unreachable.failure());
        }
        if (thrown instanceof StepFailedException step) {
            return stepFailed(database, step);
        }
        if (thrown instanceof BrokenChangelogException broke) {
            return brokenChangelog(database, broke);
        }
        return thrown instanceof SQLException failure
                ? connectionFailed(database, failure)
                : unexpected(database, thrown);
    }

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

    private static Problem stepFailed(ManagedDatabase database, StepFailedException exception) {
        if (exception.failure() instanceof SQLException failure && PassingFailures.denied(failure)) {
            return new Problem(
                    ProblemType.PRIVILEGE_MISSING,
                    "The database's user may not do what step " + exception.stepId() + " needs at " + exception.object()
                            + ".",
                    explain(database, failure),
                    "Steps before it are recorded. Grant what the server names, then call again: the sync goes on where it"
                            + " stopped.");
        }
        String incident = log(database, "step " + exception.stepId() + " failed at " + exception.object(), exception);
        return new Problem(
                ProblemType.SYNC_FAILED,
                "Step " + exception.stepId() + " failed at " + exception.object() + ".",
                explain(database, exception.failure()),
                StepRemedy.of(exception.failure()),
                incident);
    }

    /** What was thrown, in words that hold no secret and no name of ours. */
    static String explain(ManagedDatabase database, Throwable thrown) {
        return thrown instanceof SQLException failure ? database.source().explain(failure) : OWN_MISTAKE;
    }

    private static Problem connectionFailed(ManagedDatabase database, SQLException failure) {
        if (PassingFailures.denied(failure)) {
            return new Problem(
                    ProblemType.PRIVILEGE_MISSING,
                    "The database's user may not do what a sync needs beside its steps.",
                    explain(database, failure),
                    "Grant what the server names, then call again: a lease is a table that the sync makes and drops.");
        }
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
                "Correct the catalogue, then restart the agent.",
                log(database, "a changelog is broken", exception));
    }

    static Problem unexpected(ManagedDatabase database, Throwable thrown) {
        boolean exhausted = thrown instanceof OutOfMemoryError || thrown instanceof RejectedExecutionException;
        return new Problem(
                ProblemType.SYNC_FAILED,
                exhausted ? "The agent has no thread or no memory left for this." : "The agent failed.",
                exhausted ? "The host or the agent's unit allows it no more." : OWN_MISTAKE,
                exhausted
                        ? "Raise what the unit may use (TasksMax, MemoryMax), or see what else uses it up; then call again."
                        : "Look for the incident in the agent's log, and report it.",
                log(database, "the agent failed", thrown));
    }

    static Problem locked(Optional<LockHolder> holder, Duration waited) {
        String who = holder.map(held -> held.host()
                        + (held.since() == null ? "" : " since " + PlainText.moment(held.since()))
                        + (held.operation() == null ? "" : ", operation " + held.operation()))
                .orElse("a holder that the server does not show");
        return new Problem(
                ProblemType.LOCKED,
                "Another sync holds the database's lock.",
                "It is held by " + who + "; waited " + waited.toSeconds() + " s.",
                "Wait for the other sync to end, or call again with a longer wait.");
    }

    /** Found out before anything is run, where the server can be asked. */
    static Problem privilegeMissing(String lacking) {
        return new Problem(
                ProblemType.PRIVILEGE_MISSING,
                "The database's user lacks " + lacking + ".",
                "The steps that are to be run need it. Nothing was run.",
                "Grant it, or name in the database's url the user that Nova itself uses; then call again.");
    }

    /** Somebody changed what a step changes; whoever wants to be asked about that says so in the configuration. */
    static Problem drifted(List<Difference> drift) {
        return new Problem(
                ProblemType.INCONSISTENT,
                "A table that the steps change is not what the catalogue says: "
                        + drift.get(0).object() + " is "
                        + drift.get(0).kind().name().toLowerCase(Locale.ROOT) + ".",
                Difference.describe(drift),
                "Nothing was run. Put it right, as dbsync-agent verify describes it; or write drift = report in the database's"
                        + " section, and the steps are run on it as it is.");
    }

    /** The same, where the steps are run all the same. */
    static String drift(List<Difference> drift) {
        return "Tables that the steps change are not what the catalogue says: " + Difference.describe(drift);
    }

    /** What cannot be written is not begun. */
    static Problem readOnly() {
        return new Problem(
                ProblemType.READ_ONLY,
                "The server takes no writes.",
                "It is a standby, or somebody has set it or its database to read only. Nothing was run.",
                "Name the primary in the database's url; or, where this is the primary, set it to take writes again.");
    }

    /** Others were in the way for as long as a sync would wait. */
    static Problem tableBusy(String step, Waiting waiting, Duration waited, String done) {
        return new Problem(
                ProblemType.TABLE_BUSY,
                "Others use what step " + step + " needs: table " + waiting.object() + ".",
                (waiting.by().isEmpty()
                                ? "The server does not show this user who they are."
                                : "It is" + Waiting.describe(waiting.by()).substring(1) + ".")
                        + " Waited for " + waited.toSeconds() + " s; " + done,
                "End those sessions or wait for their end, then call again; or raise busy_wait in the database's section."
                        + (waiting.by().isEmpty()
                                ? " A user with PROCESS, and MariaDB's plug-in METADATA_LOCK_INFO or MySQL's"
                                        + " performance_schema, would be shown them."
                                : ""));
    }

    /** What was approved is not what would be done. */
    static Problem planChanged(String database, String planned) {
        return new Problem(
                ProblemType.PLAN_CHANGED,
                "A sync of " + database + " would do something else than was planned.",
                planned,
                "Nothing was run on it. Ask for the plan again, approve that, and pass its digest.");
    }

    /** What would be done, in one sentence. */
    static String would(List<String> steps, @Nullable String to) {
        return "It would run " + String.join(", ", steps) + (to == null ? "." : ", and end at " + to + ".");
    }

    static Problem unguarded() {
        return new Problem(
                ProblemType.LOCKED,
                "The database's server has no lock that keeps other syncs away.",
                "Its named locks are not in reach of all who may connect, or lock = lease asks for another, and MySQL"
                        + " cannot guard the writes of a lease's holder. Nothing was run.",
                "See to it that only one agent synchronises this database, and set lock = session in its section.");
    }

    /** A pooler would keep the lock, and hand it to the next who comes. */
    static Problem sessionLost() {
        return new Problem(
                ProblemType.LOCKED,
                "A lock of the session cannot be held on this database.",
                "A pooler before its server hands each transaction another session, and would keep the lock when this sync is"
                        + " gone. Nothing was run.",
                "Remove lock = session from the database's section: with lock = auto such a pooler is noticed, and a lease is"
                        + " used.");
    }

    static Problem leaseLost() {
        return new Problem(
                ProblemType.LOCKED,
                "This operation lost its lock.",
                "It stood still until its lease on the database ran out, and another sync has it or had it; or a pooler before"
                        + " the server keeps the session that has the lock. It wrote nothing since.",
                "Look where the database stands; if it is not at head, call again.");
    }

    static Problem stopped() {
        return new Problem(
                ProblemType.SYNC_FAILED,
                "The agent was stopped before the last step.",
                "The steps that it began are recorded; the others were not begun.",
                "Call again once an agent runs: the sync goes on where it stopped.");
    }

    private static String log(ManagedDatabase database, String what, Throwable exception) {
        String incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Database {}: {} (incident {})", database.name(), what, incident, exception);
        return incident;
    }
}
