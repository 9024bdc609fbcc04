package dev.dbsync.agent.database;

import java.util.List;
import java.util.Optional;

/**
 * Takes statements that change one table apart, and makes one of several. It knows a statement by its form, and leaves alone
 * what it does not know for sure. Implementations are stateless and thread-safe.
 */
public interface TableClauses {

    /**
     * What a statement does to a table that is there.
     *
     * @param table the table's name as the statement has it
     * @param action what is done, as an {@code alter table} statement has it: {@code ADD COLUMN x INT}
     */
    record Clause(String table, String action) {}

    /** The clause of a statement that alters a table or makes an index; empty where it is of another form. */
    Optional<Clause> clause(String statement);

    /**
     * A {@code create table} statement that declares at once what clauses would add to the new table.
     *
     * @param statement the statement without them
     * @param additions clauses of {@link #clause}, each of which adds an index or a key
     * @return empty where either is of a form that is not known
     */
    Optional<String> declare(String statement, List<Clause> additions);

    /**
     * One statement of several clauses.
     *
     * @param clauses at least one, all of the same table
     */
    String alter(List<Clause> clauses);

    /**
     * The same statement with the word that nobody's writes may wait for it: where the server would have to keep them out, or to
     * copy the table, it refuses instead. Empty where the statement is of a form that is not known.
     */
    Optional<String> besideWriters(String statement);
}
