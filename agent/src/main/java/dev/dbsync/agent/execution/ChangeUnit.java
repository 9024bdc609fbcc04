package dev.dbsync.agent.execution;

import dev.dbsync.agent.schema.SchemaChange;
import java.util.List;

/**
 * The smallest piece of a step that is run or left as a whole.
 *
 * @param change what the unit does to the schema
 * @param statements the SQL that does it, in order, without trailing semicolons
 * @param effect what that does to stored rows
 */
public record ChangeUnit(SchemaChange change, List<String> statements, Effect effect) {
    public ChangeUnit {
        statements = List.copyOf(statements);
    }
}
