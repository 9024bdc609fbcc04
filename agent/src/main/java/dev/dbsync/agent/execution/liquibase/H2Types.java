package dev.dbsync.agent.execution.liquibase;

import java.util.Locale;
import java.util.Map;

/**
 * Types of H2 in the form that this agent gives them: lower-case {@code INFORMATION_SCHEMA.COLUMNS.DATA_TYPE}, followed
 * by what belongs to the type and is not its default, without blanks:
 *
 * <ul>
 *   <li>{@code character varying(36)}, {@code character(3)}, {@code binary varying(16)}: {@code
 *       CHARACTER_MAXIMUM_LENGTH}, for large objects left out;
 *   <li>{@code numeric(10,2)}: {@code NUMERIC_PRECISION} and {@code NUMERIC_SCALE}; no other number has any;
 *   <li>{@code timestamp}, {@code time}, {@code timestamp with time zone}: no precision;
 *   <li>{@code enum('owner','admin')}: the values of {@code INFORMATION_SCHEMA.ENUM_VALUES} in their order.
 * </ul>
 *
 * <p>Defaults are {@code COLUMN_DEFAULT} as it stands: {@code 'ssh'}, {@code 0}, {@code TRUE}.
 */
final class H2Types extends ColumnTypes {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("bool", "boolean"),
            Map.entry("varchar", "character varying"),
            Map.entry("char", "character"),
            Map.entry("clob", "character large object"),
            Map.entry("text", "character large object"),
            Map.entry("mediumtext", "character large object"),
            Map.entry("longtext", "character large object"),
            Map.entry("longvarchar", "character varying"),
            Map.entry("blob", "binary large object"),
            Map.entry("longblob", "binary large object"),
            Map.entry("varbinary", "binary varying"),
            Map.entry("datetime", "timestamp"),
            Map.entry("decimal", "numeric"),
            Map.entry("double", "double precision"),
            Map.entry("float", "double precision"));

    @Override
    String normalForm(String name, String arguments, String suffix) {
        String bare = NAMES.getOrDefault(name, name);
        if (bare.startsWith("time")) {
            return bare.replace(" without time zone", "") + (suffix.startsWith("with ") ? " " + suffix : "");
        }
        return bare + (bare.endsWith("large object") ? "" : arguments);
    }

    @Override
    String defaultValue(String literal, String type) {
        return literal.equalsIgnoreCase("true") || literal.equalsIgnoreCase("false")
                ? literal.toUpperCase(Locale.ROOT)
                : literal;
    }
}
