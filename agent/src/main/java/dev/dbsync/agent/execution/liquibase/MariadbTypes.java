package dev.dbsync.agent.execution.liquibase;

import java.util.Locale;
import java.util.Map;

/** Types as {@code information_schema.columns.column_type} prints them on MariaDB. */
final class MariadbTypes extends ColumnTypes {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("bool", "tinyint(1)"),
            Map.entry("boolean", "tinyint(1)"),
            Map.entry("numeric", "decimal"),
            Map.entry("double precision", "double"),
            Map.entry("real", "double"),
            Map.entry("character varying", "varchar"),
            Map.entry("character", "char"));
    private static final Map<String, String> WIDTHS = Map.of(
            "tinyint", "(4)",
            "smallint", "(6)",
            "mediumint", "(9)",
            "int", "(11)",
            "bigint", "(20)",
            "decimal", "(10,0)",
            "char", "(1)",
            "bit", "(1)",
            "year", "(4)");

    private static final Map<String, String> UNSIGNED_WIDTHS = Map.of(
            "tinyint", "(3)",
            "smallint", "(5)",
            "mediumint", "(8)",
            "int", "(10)",
            "bigint", "(20)",
            "decimal", "(10,0)");

    @Override
    String normalForm(String name, String arguments, String suffix) {
        boolean unsigned = (name + " " + suffix).contains(" unsigned");
        String declared = name.replace(" unsigned", "");
        String bare = NAMES.getOrDefault(declared, declared);
        Map<String, String> widths = unsigned ? UNSIGNED_WIDTHS : WIDTHS;
        String width = arguments.isEmpty() ? widths.getOrDefault(bare, "") : arguments;
        return bare + width + (unsigned ? " unsigned" : "");
    }

    @Override
    String defaultValue(String literal, String type) {
        return switch (literal.toLowerCase(Locale.ROOT)) {
            case "true" -> "1";
            case "false" -> "0";
            case "now()", "current_timestamp" -> "current_timestamp()";
            default -> literal;
        };
    }
}
