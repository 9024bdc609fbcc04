package dev.dbsync.agent.cells;

import java.util.Map;
import java.util.Optional;

/**
 * The URL of a cell as Nova makes it of what a row holds: a template in Python's format language, filled with the parts of
 * the local cell's URL. What Python cannot fill, Nova takes as it stands; so a password may hold a brace.
 */
public final class UrlTemplate {
    private final String template;
    private final Map<String, String> parts;
    private final StringBuilder text = new StringBuilder();
    private boolean unsupported;

    private UrlTemplate(String template, Map<String, String> parts) {
        this.template = template;
        this.parts = parts;
    }

    /** Whether a URL refers to the local cell's. */
    public static boolean isTemplate(String url) {
        return url.indexOf('{') >= 0;
    }

    /**
     * The URL that Nova would use.
     *
     * @param template what the row holds
     * @param local the URL of the local cell, {@code [database]connection}
     * @return empty where the template uses more of Python's format language than names
     */
    public static Optional<String> fill(String template, String local) {
        Optional<Map<String, String>> parts = UrlParts.of(local);
        return parts.isEmpty() ? Optional.of(template) : new UrlTemplate(template, parts.get()).filled();
    }

    private Optional<String> filled() {
        if (!fill()) {
            return Optional.of(template);
        }
        return unsupported ? Optional.empty() : Optional.of(text.toString());
    }

    /** False where Python would refuse the template. */
    private boolean fill() {
        int index = 0;
        while (index >= 0 && index < template.length()) {
            char character = template.charAt(index);
            if (character == '{' || character == '}') {
                index = brace(character, index);
            } else {
                text.append(character);
                index++;
            }
        }
        return index >= 0;
    }

    /** Where to go on behind a brace; below zero where Python would refuse it. */
    private int brace(char brace, int index) {
        if (template.startsWith(String.valueOf(brace), index + 1)) {
            text.append(brace);
            return index + 2;
        }
        int end = brace == '{' ? end(index) : -1;
        return end >= 0 && field(template.substring(index + 1, end)) ? end + 1 : -1;
    }

    /** The brace that closes a field: fields may hold fields. */
    private int end(int open) {
        int depth = 0;
        for (int index = open; index < template.length(); index++) {
            char character = template.charAt(index);
            depth += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (depth == 0) {
                return index;
            }
        }
        return -1;
    }

    /** {@code name}, {@code name!s}; what else may stand behind a name is nothing that a URL needs. */
    private boolean field(String field) {
        String name = field.split("[!:.\\[]", 2)[0];
        String part = parts.get(name);
        if (part == null) {
            return false;
        }
        String behind = field.substring(name.length());
        unsupported |= !(behind.isEmpty() || behind.equals("!s") || behind.equals(":") || behind.equals("!s:"));
        text.append(part);
        return true;
    }
}
