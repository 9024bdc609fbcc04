package dev.dbsync.agent.execution.liquibase;

import liquibase.change.AbstractChange;
import liquibase.change.ChangeMetaData;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;
import liquibase.database.Database;
import liquibase.database.core.MySQLDatabase;
import liquibase.exception.ValidationErrors;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;
import liquibase.structure.core.Table;
import org.jspecify.annotations.Nullable;

/**
 * The changelog element {@code convertTable}: gives a table and its text columns another character set and collation on
 * MariaDB and MySQL, and does nothing on engines that keep them for the database as a whole.
 */
@DatabaseChange(
        name = "convertTable",
        description = "Converts a table to a character set and collation on MariaDB and MySQL",
        priority = ChangeMetaData.PRIORITY_DEFAULT)
public final class ConvertTableChange extends AbstractChange {
    private @Nullable String tableName;
    private @Nullable String characterSet;
    private @Nullable String collation;

    @DatabaseChangeProperty(description = "Name of the table")
    public @Nullable String getTableName() {
        return tableName;
    }

    public void setTableName(String tableName) {
        this.tableName = tableName;
    }

    @DatabaseChangeProperty(description = "Character set of the table and its text columns", exampleValue = "utf8")
    public @Nullable String getCharacterSet() {
        return characterSet;
    }

    public void setCharacterSet(String characterSet) {
        this.characterSet = characterSet;
    }

    @DatabaseChangeProperty(description = "Collation of the table and its text columns", exampleValue = "utf8_bin")
    public @Nullable String getCollation() {
        return collation;
    }

    public void setCollation(String collation) {
        this.collation = collation;
    }

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors(this);
        errors.checkRequiredField("tableName", tableName);
        errors.checkRequiredField("characterSet", characterSet);
        errors.checkRequiredField("collation", collation);
        return errors;
    }

    @Override
    public SqlStatement[] generateStatements(Database database) {
        if (!(database instanceof MySQLDatabase)) {
            return new SqlStatement[0];
        }
        String table = database.escapeObjectName(tableName, Table.class);
        return new SqlStatement[] {
            new RawParameterizedSqlStatement(
                    "ALTER TABLE " + table + " CONVERT TO CHARACTER SET " + characterSet + " COLLATE " + collation)
        };
    }

    @Override
    public String getConfirmationMessage() {
        return "Table " + tableName + " converted to " + collation;
    }
}
