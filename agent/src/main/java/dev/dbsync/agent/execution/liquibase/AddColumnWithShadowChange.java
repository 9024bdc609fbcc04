package dev.dbsync.agent.execution.liquibase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.AbstractChange;
import liquibase.change.AddColumnConfig;
import liquibase.change.ChangeMetaData;
import liquibase.change.ChangeWithColumns;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;
import liquibase.change.core.AddColumnChange;
import liquibase.database.Database;
import liquibase.exception.ValidationErrors;
import liquibase.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The changelog element {@code addColumnWithShadow}: {@code addColumn} on a table and on its shadow table. */
@DatabaseChange(
        name = "addColumnWithShadow",
        description = "Adds columns to a table and to its shadow table",
        priority = ChangeMetaData.PRIORITY_DEFAULT)
public final class AddColumnWithShadowChange extends AbstractChange implements ChangeWithColumns<AddColumnConfig> {
    private @Nullable String tableName;
    private List<AddColumnConfig> columns = new ArrayList<>();

    /** Name of the table; its shadow table's follows from it. */
    @DatabaseChangeProperty(description = "Name of the table")
    public @Nullable String getTableName() {
        return tableName;
    }

    public void setTableName(String tableName) {
        this.tableName = tableName;
    }

    /** The columns that both tables get. */
    @Override
    @DatabaseChangeProperty(description = "The columns that both tables get")
    public List<AddColumnConfig> getColumns() {
        return columns;
    }

    @Override
    public void setColumns(List<AddColumnConfig> columns) {
        this.columns = columns;
    }

    @Override
    public void addColumn(AddColumnConfig column) {
        columns.add(column);
    }

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors(this);
        errors.checkRequiredField("tableName", tableName);
        errors.checkRequiredField("columns", columns);
        if (!errors.hasErrors()) {
            additions().forEach(addition -> errors.addAll(addition.validate(database)));
        }
        return errors;
    }

    @Override
    public SqlStatement[] generateStatements(Database database) {
        return additions().stream()
                .flatMap(addition -> Arrays.stream(addition.generateStatements(database)))
                .toArray(SqlStatement[]::new);
    }

    @Override
    public String getConfirmationMessage() {
        return "Columns added to " + tableName + " and " + CreateShadowTableChange.PREFIX + tableName;
    }

    /** The two changes that Liquibase knows, the table's own first. */
    List<AddColumnChange> additions() {
        return Stream.of("", CreateShadowTableChange.PREFIX).map(this::addition).toList();
    }

    private AddColumnChange addition(String prefix) {
        AddColumnChange addition = new AddColumnChange();
        addition.setTableName(prefix + tableName);
        columns.forEach(addition::addColumn);
        addition.setChangeSet(getChangeSet());
        return addition;
    }
}
