package dev.dbsync.agent.execution.liquibase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import liquibase.change.AbstractChange;
import liquibase.change.Change;
import liquibase.change.ChangeMetaData;
import liquibase.change.ChangeWithColumns;
import liquibase.change.ColumnConfig;
import liquibase.change.ConstraintsConfig;
import liquibase.change.DatabaseChange;
import liquibase.change.DatabaseChangeProperty;
import liquibase.change.core.CreateTableChange;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.exception.ValidationErrors;
import liquibase.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The changelog element {@code createShadowTable}: makes {@code shadow_T} with the columns and the primary key of the
 * table T as a {@code createTable} earlier in the same file describes it, but without its indexes, unique constraints
 * and foreign keys.
 *
 * <p>{@code columns} holds those columns of the shadow table whose definition differs from the original's.
 */
@DatabaseChange(
        name = "createShadowTable",
        description = "Creates the shadow table of a table that the same file creates",
        priority = ChangeMetaData.PRIORITY_DEFAULT)
public final class CreateShadowTableChange extends AbstractChange implements ChangeWithColumns<ColumnConfig> {
    /** What the name of a shadow table begins with. */
    static final String PREFIX = "shadow_";

    private @Nullable String tableName;
    private List<ColumnConfig> columns = new ArrayList<>();

    /** Name of the original table. */
    @DatabaseChangeProperty(description = "Name of the original table")
    public @Nullable String getTableName() {
        return tableName;
    }

    public void setTableName(String tableName) {
        this.tableName = tableName;
    }

    /** Columns whose definition differs from the original's. */
    @Override
    @DatabaseChangeProperty(description = "Columns that differ from the original's")
    public List<ColumnConfig> getColumns() {
        return columns;
    }

    @Override
    public void setColumns(List<ColumnConfig> columns) {
        this.columns = columns;
    }

    @Override
    public void addColumn(ColumnConfig column) {
        columns.add(column);
    }

    @Override
    public ValidationErrors validate(Database database) {
        ValidationErrors errors = new ValidationErrors(this);
        Optional<CreateTableChange> original = original();
        if (original.isEmpty()) {
            errors.addError("no createTable of " + tableName + " stands before it in the same file");
            return errors;
        }
        for (ColumnConfig column : columns) {
            if (original.get().getColumns().stream().noneMatch(other -> sameName(other, column))) {
                errors.addError(tableName + " has no column " + column.getName());
            }
        }
        return errors;
    }

    @Override
    public SqlStatement[] generateStatements(Database database) {
        return shadow().generateStatements(database);
    }

    @Override
    public String getConfirmationMessage() {
        return "Table " + PREFIX + tableName + " created";
    }

    /** The shadow table as a change that Liquibase knows. */
    CreateTableChange shadow() {
        CreateTableChange shadow = new CreateTableChange();
        shadow.setTableName(PREFIX + tableName);
        original().orElseThrow().getColumns().stream().map(this::shadowOf).forEach(shadow::addColumn);
        shadow.setChangeSet(getChangeSet());
        return shadow;
    }

    private Optional<CreateTableChange> original() {
        CreateTableChange found = null;
        for (ChangeSet changeSet : getChangeSet().getChangeLog().getChangeSets()) {
            for (Change change : changeSet.getChanges()) {
                if (change == this) {
                    return Optional.ofNullable(found);
                }
                if (change instanceof CreateTableChange table
                        && table.getTableName().equalsIgnoreCase(tableName)) {
                    found = table;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private ColumnConfig shadowOf(ColumnConfig original) {
        return columns.stream()
                .filter(column -> sameName(column, original))
                .findFirst()
                .orElseGet(() -> withoutOtherConstraints(original));
    }

    private static boolean sameName(ColumnConfig one, ColumnConfig other) {
        return one.getName().equalsIgnoreCase(other.getName());
    }

    private static ColumnConfig withoutOtherConstraints(ColumnConfig original) {
        ColumnConfig copy = new ColumnConfig();
        copy.setName(original.getName());
        copy.setType(original.getType());
        copy.setAutoIncrement(original.isAutoIncrement());
        copy.setDefaultValue(original.getDefaultValue());
        copy.setDefaultValueNumeric(original.getDefaultValueNumeric());
        copy.setDefaultValueBoolean(original.getDefaultValueBoolean());
        copy.setDefaultValueDate(original.getDefaultValueDate());
        copy.setDefaultValueComputed(original.getDefaultValueComputed());
        copy.setConstraints(nullabilityAndKey(original.getConstraints()));
        return copy;
    }

    private static @Nullable ConstraintsConfig nullabilityAndKey(@Nullable ConstraintsConfig original) {
        return original == null
                ? null
                : new ConstraintsConfig().setNullable(original.isNullable()).setPrimaryKey(original.isPrimaryKey());
    }
}
