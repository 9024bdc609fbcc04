package dev.dbsync.agent.testing;

import java.util.List;
import java.util.Locale;

/**
 * A column to fill.
 *
 * @param type the engine's name of its type, in lower case
 * @param length of a text
 * @param choices of an enum, or empty
 * @param generated whether the database gives the value
 */
record SampleColumn(String name, String type, int length, List<String> choices, boolean nullable, boolean generated) {

    private static final int LENGTH_OF_A_UUID = 36;

    SampleColumn {
        choices = List.copyOf(choices);
    }

    /** A literal, quoted whatever the type: every engine turns it into what the column wants. */
    String value(SampleRow row) {
        if (row.sparse() && nullable && !isKeptWhenSparse()) {
            return "null";
        }
        return "'" + text(row.number(), row.deleted()) + "'";
    }

    private boolean isKeptWhenSparse() {
        return name.toLowerCase(Locale.ROOT).startsWith("deleted") || isUuid();
    }

    private boolean isUuid() {
        return isText() && length == LENGTH_OF_A_UUID;
    }

    private boolean isText() {
        return type.contains("char") || type.contains("text") || type.contains("clob");
    }

    private String text(int row, boolean deleted) {
        if (name.equalsIgnoreCase("deleted")) {
            return deleted ? flagOfDeleted(row) : "0";
        }
        if (!choices.isEmpty()) {
            return choices.get(row % choices.size());
        }
        return isText() ? string(row) : typed(row);
    }

    private String flagOfDeleted(int row) {
        return String.valueOf(isBoolean() ? 1 : row);
    }

    private String string(int row) {
        if (isUuid()) {
            return "0c5d2f5e-8f3e-4f5c-9d5a-%012d".formatted(row);
        }
        String label = "%s-%d-é".formatted(name, row);
        return label.length() <= length ? label : String.valueOf(row);
    }

    private String typed(int row) {
        if (isBoolean()) {
            return String.valueOf(row % 2);
        }
        return switch (type.replaceAll("[ (].*", "")) {
            case "inet", "cidr" -> "192.0.2." + row % 250;
            case "timestamp", "datetime", "timestamptz" -> "2024-02-%02d 12:34:56".formatted(28 + row % 2);
            case "date" -> "2024-02-%02d".formatted(28 + row % 2);
            case "time" -> "12:34:%02d".formatted(row % 60);
            case "float", "float4", "float8", "double", "real", "numeric", "decimal" -> row + ".5";
            case "json", "jsonb" -> "{\"row\": %d}".formatted(row);
            default -> String.valueOf(row);
        };
    }

    private boolean isBoolean() {
        return type.startsWith("bool") || type.startsWith("bit") || type.equals("tinyint(1)");
    }
}
