package dev.dbsync.agent.cli;

import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.ServerVersion;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.rpc.StatusAnswer;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.vocabulary.PlainText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Shows where databases stand. */
final class StatusReport {
    static final String NONE = "-";

    /** What is said of each database. */
    static final List<String> HEADINGS =
            List.of("DATABASE", "CATALOG", "ENGINE", "STATE", "REVISION", "RELEASE", "HEAD", "PENDING");

    private final StatusAnswer answer;

    StatusReport(StatusAnswer answer) {
        this.answer = answer;
    }

    int exitStatus() {
        boolean unreachable =
                answer.databases().stream().anyMatch(status -> status.state() == DatabaseStateName.UNREACHABLE);
        if (unreachable) {
            return ExitStatus.ERROR;
        }
        return answer.upToDate() ? ExitStatus.DONE : ExitStatus.ATTENTION;
    }

    void print(PrintWriter out) {
        table().lines().forEach(out::println);
        answer.databases().forEach(status -> printRemarks(status, out));
    }

    private TextTable table() {
        TextTable table = new TextTable(HEADINGS.toArray(String[]::new));
        answer.databases().forEach(status -> table.add(cells(status).toArray(String[]::new)));
        return table;
    }

    /** A database's row, below {@link #HEADINGS}. */
    static List<String> cells(DatabaseStatus status) {
        return List.of(
                status.name(),
                status.catalog(),
                engine(status),
                status.state().name().toLowerCase(Locale.ROOT),
                PositionText.of(status.legacyVersion(), status.revision(), NONE),
                Objects.requireNonNullElse(status.release(), NONE),
                status.head(),
                status.pending() == null ? "-" : String.valueOf(status.pending()));
    }

    /** Servers say more of their version, in brackets, than a table has room for. */
    private static String engine(DatabaseStatus status) {
        ServerVersion engine = status.engine();
        return engine == null ? NONE : engine.product() + " " + engine.version().replaceFirst(" \\(.*", "");
    }

    /** What a row has no room for. */
    static void printRemarks(DatabaseStatus status, PrintWriter out) {
        if (isWorthWords(status)) {
            out.println(PlainText.line(status.name() + ": " + status.standing()));
        }
        if (status.operation() != null) {
            out.println(status.name() + ": operation " + status.operation() + " is at work on it");
        } else if (status.lock() != null) {
            out.println(PlainText.line(status.name() + ": " + locked(status.lock())));
        }
        if (status.error() != null) {
            new ProblemText(status.error()).lines().forEach(out::println);
        }
    }

    /** Where a database is not just where its release wants it. */
    static boolean isWorthWords(DatabaseStatus status) {
        return status.standing() != null && (!status.upToDate() || status.beyondRelease());
    }

    private static String locked(LockHolder lock) {
        return "locked by " + Objects.requireNonNullElse(lock.host(), "another")
                + (lock.since() == null ? "" : " since " + PlainText.moment(lock.since()))
                + (lock.operation() == null ? "" : " for operation " + lock.operation());
    }
}
