package dev.dbsync.agent.execution.liquibase;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one engine prints the types and defaults of columns, derived from how they are declared. */
abstract class ColumnTypes {
    private static final Pattern TYPE = Pattern.compile("(?s)([^()]+?)\\s*(?:(\\(.*\\))\\s*(.*))?");
    /** What may follow a type without being part of it. */
    private static final Pattern ATTRIBUTES = Pattern.compile("(?is)\\s+(?:character\\s+set|charset|collate)\\b.*");

    /**
     * The engine's own normal form of a declared type.
     *
     * @param declared the type as it stands in the statement: {@code VARCHAR(36)}
     */
    final String normalForm(String declared) {
        String bare = ATTRIBUTES.matcher(declared.strip()).replaceFirst("");
        Matcher matcher = TYPE.matcher(bare);
        if (!matcher.matches()) {
            return bare.toLowerCase(Locale.ROOT);
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return matcher.group(2) == null
                ? normalForm(name, "", "")
                : normalForm(name, compact(matcher.group(2)), matcher.group(3).toLowerCase(Locale.ROOT));
    }

    /**
     * The normal form of a type in parts.
     *
     * @param name lower-case words before the parentheses
     * @param arguments parentheses and what is in them, without blanks after commas; empty where there are none
     * @param suffix lower-case words after the parentheses
     */
    abstract String normalForm(String name, String arguments, String suffix);

    /**
     * The engine's own form of a default.
     *
     * @param literal the default as it stands in the statement: {@code 'ssh'}, {@code 0}
     * @param type the column's type in its normal form
     */
    abstract String defaultValue(String literal, String type);

    /** Without blanks after the commas, which engines leave out. */
    private static String compact(String arguments) {
        return arguments.replaceAll("\\s*,\\s*", ",");
    }
}
