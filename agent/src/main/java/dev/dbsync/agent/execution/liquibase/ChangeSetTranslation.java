package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangeUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import liquibase.change.Change;
import liquibase.change.core.AddColumnChange;
import liquibase.change.core.AddForeignKeyConstraintChange;
import liquibase.change.core.AddNotNullConstraintChange;
import liquibase.change.core.AddUniqueConstraintChange;
import liquibase.change.core.CreateIndexChange;
import liquibase.change.core.CreateTableChange;
import liquibase.change.core.DeleteDataChange;
import liquibase.change.core.DropColumnChange;
import liquibase.change.core.DropForeignKeyConstraintChange;
import liquibase.change.core.DropIndexChange;
import liquibase.change.core.DropNotNullConstraintChange;
import liquibase.change.core.DropTableChange;
import liquibase.change.core.DropUniqueConstraintChange;
import liquibase.change.core.EmptyChange;
import liquibase.change.core.InsertDataChange;
import liquibase.change.core.ModifyDataTypeChange;
import liquibase.change.core.RawSQLChange;
import liquibase.change.core.TagDatabaseChange;
import liquibase.change.core.UpdateDataChange;

/** Turns one changeset into units: finds the translator of each of its changes. */
final class ChangeSetTranslation {
    private static final Map<Class<? extends Change>, ChangeTranslator<Change>> TRANSLATORS = new LinkedHashMap<>();

    static {
        register(CreateTableChange.class, TableTranslation::createTable);
        register(CreateShadowTableChange.class, TableTranslation::createShadowTable);
        register(DropTableChange.class, TableTranslation::dropTable);
        register(ConvertTableChange.class, TableTranslation::convertTable);
        register(AddColumnChange.class, ColumnTranslation::addColumn);
        register(AddColumnWithShadowChange.class, ColumnTranslation::addColumnWithShadow);
        register(DropColumnChange.class, ColumnTranslation::dropColumn);
        register(ModifyDataTypeChange.class, ColumnTranslation::modifyDataType);
        register(AddNotNullConstraintChange.class, NullabilityTranslation::addNotNull);
        register(DropNotNullConstraintChange.class, NullabilityTranslation::dropNotNull);
        register(CreateIndexChange.class, IndexTranslation::createIndex);
        register(DropIndexChange.class, IndexTranslation::dropIndex);
        register(AddUniqueConstraintChange.class, IndexTranslation::addUnique);
        register(DropUniqueConstraintChange.class, IndexTranslation::dropUnique);
        register(AddForeignKeyConstraintChange.class, ForeignKeyTranslation::add);
        register(DropForeignKeyConstraintChange.class, ForeignKeyTranslation::drop);
        register(RawSQLChange.class, RawTranslation::translate);
        register(InsertDataChange.class, RawTranslation::translate);
        register(UpdateDataChange.class, RawTranslation::translate);
        register(DeleteDataChange.class, RawTranslation::translate);
        register(EmptyChange.class, (change, compilation) -> List.of());
        register(TagDatabaseChange.class, (change, compilation) -> List.of());
    }

    private ChangeSetTranslation() {}

    static List<ChangeUnit> translate(Compilation compilation) {
        ChangeSetRules.check(compilation);
        compilation.database().setObjectQuotingStrategy(compilation.changeSet().getObjectQuotingStrategy());
        OutstandingQuery.of(compilation);
        List<ChangeUnit> units = new ArrayList<>();
        for (Change change : compilation.changeSet().getChanges()) {
            ChangeTranslator<Change> translator = translator(change, compilation);
            compilation.validate(change);
            units.addAll(translator.translate(change, compilation));
        }
        return units;
    }

    private static ChangeTranslator<Change> translator(Change change, Compilation compilation) {
        ChangeTranslator<Change> translator = TRANSLATORS.get(change.getClass());
        if (translator == null) {
            throw compilation.broken(
                    change,
                    "the agent cannot tell whether a change of this kind was done",
                    "Use one of createTable, dropTable, addColumn, dropColumn, modifyDataType, createIndex, dropIndex,"
                            + " the constraint changes, or sql.");
        }
        return translator;
    }

    private static <C extends Change> void register(Class<C> type, ChangeTranslator<? super C> translator) {
        TRANSLATORS.put(type, (change, compilation) -> translate(type.cast(change), compilation, translator));
    }

    private static <C extends Change> List<ChangeUnit> translate(
            C change, Compilation compilation, ChangeTranslator<? super C> translator) {
        return translator.translate(change, compilation);
    }
}
