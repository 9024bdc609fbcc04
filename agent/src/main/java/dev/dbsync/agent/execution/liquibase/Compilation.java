package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.BrokenChangelogException;
import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import java.util.Arrays;
import java.util.List;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.exception.ValidationErrors;
import liquibase.sql.Sql;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * One changeset on its way to units: what the translators of its changes share.
 *
 * @param file the changelog file
 * @param engine the engine compiled for
 * @param database Liquibase's description of that engine
 * @param changeSet the changeset
 */
record Compilation(String file, TargetEngine engine, Database database, ChangeSet changeSet) {

    ChangeUnit unit(SchemaChange meaning, Change change, Effect effect) {
        return new ChangeUnit(meaning, statements(change), effect);
    }

    /** Refuses a change that Liquibase itself finds incomplete. */
    void validate(Change change) {
        ValidationErrors errors = change.validate(database);
        if (errors.hasErrors()) {
            throw broken(change, String.join("; ", errors.getErrorMessages()), "Complete or correct the change.");
        }
    }

    /** The SQL of a change on this engine, with the changeset's {@code modifySql} applied. */
    List<String> statements(Change change) {
        change.setChangeSet(changeSet);
        return Arrays.stream(SqlGeneratorFactory.getInstance().generateSql(change, database))
                .map(this::modified)
                .toList();
    }

    ColumnDescription columns() {
        return new ColumnDescription(engine, database);
    }

    /** The value of an attribute that the agent cannot do without, even where Liquibase can. */
    String required(Change change, String attribute, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw broken(change, attribute + " is missing", "Name it, so that the agent can tell whether it was done.");
        }
        return value;
    }

    BrokenChangelogException broken(Change change, String seen, String remedy) {
        return broken(change.getSerializedObjectName() + ": " + seen, remedy);
    }

    BrokenChangelogException broken(String seen, String remedy) {
        return new BrokenChangelogException(
                file + ", changeset " + changeSet.getId() + ", " + seen + ". " + remedy, null);
    }

    private String modified(Sql sql) {
        String text = sql.toSql();
        for (SqlVisitor visitor : changeSet.getSqlVisitors()) {
            text = visitor.modifySql(text, database);
        }
        return text.strip().replaceFirst(";\\s*$", "");
    }
}
