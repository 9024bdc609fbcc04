package dev.dbsync.agent.novaconf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one file apart as oslo.config's parser does: a line that begins with a space or a tab carries on the value above
 * it, whatever it holds; a comment or a blank line ends a value; quotes around a value's first line are taken off;
 * nothing behind a value is a comment.
 *
 * @see <a href="https://opendev.org/openstack/oslo.config/src/branch/master/oslo_config/iniparser.py">iniparser.py</a>
 */
final class OsloParser {
    private final String file;
    private final ParsedFile parsed;
    private final List<String> value = new ArrayList<>();
    private @Nullable String group;
    private @Nullable String key;
    private int keyLine;
    private int line;

    private OsloParser(String file) {
        this.file = file;
        this.parsed = new ParsedFile(file);
    }

    static ParsedFile parse(String file, String text) throws NovaConfException {
        OsloParser parser = new OsloParser(file);
        for (String line : text.lines().toList()) {
            parser.read(PythonText.stripTrailing(line));
        }
        parser.endValue();
        return parser.parsed;
    }

    private void read(String text) throws NovaConfException {
        line++;
        if (text.startsWith(" ") || text.startsWith("\t")) {
            carryOn(PythonText.stripLeading(text));
            return;
        }
        endValue();
        if (text.startsWith("[")) {
            beginGroup(text);
        } else if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
            beginValue(text);
        }
    }

    private void carryOn(String text) throws NovaConfException {
        if (key == null) {
            throw refused("the line is indented, but there is no value above it to carry on", "begin it at the margin");
        }
        value.add(text);
    }

    private void beginGroup(String text) throws NovaConfException {
        if (!text.endsWith("]") || text.length() <= 2) {
            throw refused("the line is not a [group]", "write the group's name between brackets, and nothing after");
        }
        group = text.substring(1, text.length() - 1);
    }

    private void beginValue(String text) throws NovaConfException {
        int separator = separator(text);
        if (separator < 0) {
            throw refused("the line is neither a [group] nor key = value", "correct it, or put a # before it");
        }
        String name = PythonText.strip(text.substring(0, separator));
        if (name.isEmpty()) {
            throw refused("there is no key before the value", "write key = value");
        }
        key = name;
        keyLine = line;
        value.add(unquoted(PythonText.strip(text.substring(separator + 1))));
    }

    /** The first of {@code =} and {@code :}. */
    private static int separator(String text) {
        int equal = text.indexOf('=');
        int colon = text.indexOf(':');
        return colon < 0 || (equal >= 0 && equal < colon) ? equal : colon;
    }

    private static String unquoted(String text) {
        boolean quoted =
                (text.startsWith("\"") || text.startsWith("'")) && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, Math.max(1, text.length() - 1)) : text;
    }

    private void endValue() throws NovaConfException {
        if (key == null) {
            return;
        }
        if (group == null) {
            throw new NovaConfException(
                    file, keyLine, null, null, "the line stands before the first [group]", "put it under a [group]");
        }
        parsed.put(group, key, String.join("\n", value), keyLine);
        key = null;
        value.clear();
    }

    private NovaConfException refused(String problem, String remedy) {
        return new NovaConfException(file, line, null, null, problem, remedy);
    }
}
