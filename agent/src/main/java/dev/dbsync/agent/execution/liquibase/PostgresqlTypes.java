package dev.dbsync.agent.execution.liquibase;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Types as {@code format_type()} prints them, defaults as {@code pg_get_expr()} does. */
final class PostgresqlTypes extends ColumnTypes {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("serial", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("bigserial", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("bool", "boolean"),
            Map.entry("varchar", "character varying"),
            Map.entry("char", "character"),
            Map.entry("bpchar", "character"),
            Map.entry("float", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("double", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("decimal", "numeric"));
    private static final Map<String, String> LENGTHS = Map.of("char", "(1)", "character", "(1)", "bit", "(1)");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    @Override
    String normalForm(String name, String arguments, String suffix) {
        if (name.startsWith("time")) {
            return temporal(name, arguments, suffix);
        }
        String array = suffix.startsWith("[") ? suffix : "";
        return NAMES.getOrDefault(name, name)
                + (arguments.isEmpty() ? LENGTHS.getOrDefault(name, "") : arguments)
                + array;
    }

    private static String temporal(String name, String arguments, String suffix) {
        String base = name.startsWith("timestamp") ? "timestamp" : "time";
        boolean withZone = (name + " " + suffix).contains("with time zone") || name.endsWith("tz");
        return base + arguments + (withZone ? " with time zone" : " without time zone");
    }

    @Override
    String defaultValue(String literal, String type) {
        if (literal.startsWith("'")) {
            return literal + "::" + castType(type);
        }
        if (literal.startsWith("-") && NUMBER.matcher(literal.substring(1)).matches()) {
            return "'" + literal + "'::integer";
        }
        return isBoolean(literal) ? literal.toLowerCase(Locale.ROOT) : literal;
    }

    /** The server drops a length from the cast that it prints, and writes the internal name of {@code char}. */
    private static String castType(String type) {
        String bare = type.replaceFirst("\\(.*?\\)", "");
        return bare.equals("character") ? "bpchar" : bare;
    }

    private static boolean isBoolean(String literal) {
        return literal.equalsIgnoreCase("true") || literal.equalsIgnoreCase("false");
    }
}
