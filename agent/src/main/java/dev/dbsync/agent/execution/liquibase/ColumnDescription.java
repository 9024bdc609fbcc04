package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.schema.Column;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.change.ColumnConfig;
import liquibase.change.ConstraintsConfig;
import liquibase.database.Database;
import liquibase.datatype.DataTypeFactory;
import liquibase.datatype.LiquibaseDataType;
import liquibase.statement.DatabaseFunction;
import org.jspecify.annotations.Nullable;

/** Describes declared columns as an engine's catalogue tables would. */
final class ColumnDescription {
    private static final Pattern COLLATE = Pattern.compile("(?i)\\bcollate\\s+(\\w+)");
    private static final Pattern CHARACTER_SET = Pattern.compile("(?i)\\b(?:character\\s+set|charset)\\s+(\\w+)");

    private final TargetEngine engine;
    private final Database database;

    ColumnDescription(TargetEngine engine, Database database) {
        this.engine = engine;
        this.database = database;
    }

    Column describe(ColumnConfig declared) {
        boolean generated = Boolean.TRUE.equals(declared.isAutoIncrement());
        LiquibaseDataType type = dataType(declared.getType() + (generated ? "{autoIncrement:true}" : ""));
        String text = normalForm(type);
        return new Column(
                Names.of(declared.getName()),
                text,
                nullable(declared.getConstraints()),
                defaultValue(declared, type, text),
                generated,
                collation(declared.getType()));
    }

    /** The normal form of a type that stands alone, as in a change of type. */
    String type(String declared) {
        return normalForm(dataType(declared));
    }

    /** The collation that a type spells out, or that follows from its character set; null where it names neither. */
    @Nullable
    String collation(String declared) {
        Matcher collate = COLLATE.matcher(declared);
        if (collate.find()) {
            return Collations.normalForm(collate.group(1));
        }
        Matcher characterSet = CHARACTER_SET.matcher(declared);
        return engine == TargetEngine.MARIADB && characterSet.find()
                ? Collations.defaultOf(characterSet.group(1))
                : null;
    }

    private LiquibaseDataType dataType(String declared) {
        return DataTypeFactory.getInstance().fromDescription(declared, database);
    }

    private String normalForm(LiquibaseDataType type) {
        return engine.types().normalForm(type.toDatabaseDataType(database).toSql());
    }

    private static boolean nullable(@Nullable ConstraintsConfig constraints) {
        return constraints == null
                || !(Boolean.FALSE.equals(constraints.isNullable()) || Boolean.TRUE.equals(constraints.isPrimaryKey()));
    }

    private @Nullable String defaultValue(ColumnConfig declared, LiquibaseDataType type, String text) {
        Object value = declared.getDefaultValueObject();
        if (value == null || value.toString().toLowerCase(Locale.ROOT).equals("null")) {
            return null;
        }
        String literal = value instanceof DatabaseFunction function
                ? database.generateDatabaseFunctionValue(function)
                : type.objectToSql(value, database);
        return literal == null ? null : engine.types().defaultValue(literal, text);
    }
}
