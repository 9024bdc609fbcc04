package dev.dbsync.agent.operations;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * What to do about a statement that a server refused, by what the server says of the reason.
 *
 * @see <a href="https://www.postgresql.org/docs/15/errcodes-appendix.html">PostgreSQL manual, appendix A</a>
 * @see <a href="https://mariadb.com/kb/en/mariadb-error-code-reference/">MariaDB manual, Error Codes</a>
 */
final class StepRemedy {
    private static final String THEN =
            " Steps before it are recorded: call again afterwards, and the sync goes on where it stopped.";

    private static final Set<String> FULL_STATES = Set.of("53100", "53200");
    private static final Set<Integer> FULL = Set.of(1021, 1114, 3, 28);
    private static final Set<Integer> DUPLICATE = Set.of(1062, 1586);
    private static final Set<Integer> ORPHAN = Set.of(1216, 1452);
    private static final Set<Integer> NULL = Set.of(1048, 1138, 1265);

    private static final Set<Integer> NOT_BESIDE_WRITERS = Set.of(1845, 1846);

    private StepRemedy() {}

    static String of(Throwable thrown) {
        return (thrown instanceof SQLException failure
                        ? of(Objects.requireNonNullElse(failure.getSQLState(), ""), failure.getErrorCode())
                        : "Look for the incident in the agent's log, and report it.")
                + THEN;
    }

    private static String of(String state, int code) {
        if (state.equals("23505") || DUPLICATE.contains(code)) {
            return "Rows are the same where a unique index wants them to differ, as the server names them: change or delete all"
                    + " but one of each.";
        }
        if (state.equals("23503") || ORPHAN.contains(code)) {
            return "Rows refer to others that are not there, as the server names them: delete them, or bring the others back.";
        }
        if (state.equals("23502") || NULL.contains(code)) {
            return "Rows hold nothing where the step wants a value: give them one, or delete them.";
        }
        if (FULL_STATES.contains(state) || FULL.contains(code)) {
            return "Make room on the database's server, whose disk, memory or tablespace is full.";
        }
        if (NOT_BESIDE_WRITERS.contains(code)) {
            return "The server can make this change only while nobody writes to the table. At a time when writers may"
                    + " wait, run by hand the statement that dbsync-agent plan --sql shows, without LOCK=NONE.";
        }
        return "Put right what the server names; dbsync-agent verify shows how the schema differs from what it should be, and the"
                + " agent's log has the statement under the incident.";
    }
}
