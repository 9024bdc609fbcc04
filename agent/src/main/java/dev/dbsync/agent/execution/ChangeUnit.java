package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.TableClauses;
import dev.dbsync.agent.schema.Schema;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;

/**
 * The smallest piece of a step that is run or left as a whole.
 *
 * @param change what the unit does to the schema
 * @param statements the SQL that does it, in order, without trailing semicolons
 * @param effect what that does to stored rows
 * @param changes all that it does to the schema; more than one where a statement does the work of several units
 */
public record ChangeUnit(SchemaChange change, List<String> statements, Effect effect, List<SchemaChange> changes) {
    public ChangeUnit {
        statements = List.copyOf(statements);
        changes = List.copyOf(changes);
    }

    /** A unit of one change. */
    public ChangeUnit(SchemaChange change, List<String> statements, Effect effect) {
        this(change, statements, effect, List.of(change));
    }

    /** The same, of which it is known what hangs on it in the schema that it changes. */
    ChangeUnit on(Schema live) {
        return new ChangeUnit(change.on(live), statements, effect);
    }

    /** The same, with statements that the server refuses rather than make anybody's writes wait for them. */
    ChangeUnit besideWriters(TableClauses known) {
        List<String> careful = statements.stream()
                .map(statement -> known.besideWriters(statement).orElse(statement))
                .toList();
        return new ChangeUnit(change, careful, effect, changes);
    }
}
