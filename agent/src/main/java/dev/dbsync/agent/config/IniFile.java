package dev.dbsync.agent.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an INI file as OpenStack writes them: {@code #} and {@code ;} begin a comment line, and a {@code ;} after a
 * space a comment behind a value ({@code #} does not: it may end a password). Quotes around a value are taken off.
 * Nothing is substituted in values.
 *
 * <p>Problems never quote a line: half of a broken line may be a password.
 */
final class IniFile {
    private static final Pattern NOTHING = Pattern.compile("\\s*([#;].*)?");
    private static final Pattern HEADER = Pattern.compile("\\[([^\\[\\]]+)]\\s*(;.*)?");
    // A key looks like a name: what else stands before a separator may be part of a secret, and must not be shown.
    private static final Pattern ENTRY = Pattern.compile("(?<key>[A-Za-z][A-Za-z0-9_.-]*)\\s*[=:](?<value>.*)");
    private static final Pattern QUOTED = Pattern.compile("([\"'])(?<value>(?:(?!\\1).)*)\\1\\s*(\\s;.*)?");
    private static final Pattern COMMENT_BEHIND = Pattern.compile("\\s;.*");
    private static final Pattern CONTINUED = Pattern.compile("(.*\\s)?\\\\");

    private final String file;
    private final Consumer<ConfigurationProblem> problems;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private @Nullable Section section;
    private int line;

    private IniFile(String file, Consumer<ConfigurationProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The sections in the file's order, and what is wrong with the lines. */
    static Map<String, Section> parse(String file, String text, Consumer<ConfigurationProblem> problems) {
        IniFile parser = new IniFile(file, problems);
        text.lines().forEach(parser::readLine);
        return parser.sections;
    }

    private void readLine(String text) {
        line++;
        Matcher header = HEADER.matcher(text.stripTrailing());
        Matcher entry = ENTRY.matcher(text);
        if (header.matches()) {
            beginSection(header.group(1));
        } else if (entry.matches()) {
            readEntry(entry.group("key"), entry.group("value").strip());
        } else if (!NOTHING.matcher(text).matches()) {
            refuseLine(text);
        }
    }

    private void beginSection(String name) {
        Section before = sections.get(name);
        section = before == null ? new Section(name, here()) : before;
        sections.put(name, section);
        if (before != null) {
            refuse(
                    null,
                    "the section is there already, from line " + before.origin().line() + " on",
                    "put its keys under one heading");
        }
    }

    private void readEntry(String key, String value) {
        if (section == null) {
            refuse(key, "stands before the first section", "put it under a [section]");
        } else if (section.says(key)) {
            refuse(key, "is there already, in line " + section.originOf(key).line(), "remove one of the two");
        } else {
            // A value that is refused stays null: it is neither missing nor empty.
            section.put(key, new Setting(checked(key, value), here()));
        }
    }

    private @Nullable String checked(String key, String value) {
        if (value.startsWith("\"") || value.startsWith("'")) {
            Matcher quoted = QUOTED.matcher(value);
            if (quoted.matches()) {
                return quoted.group("value");
            }
            refuse(key, "begins with a quote that does not end the value", "write the value without quotes");
            return null;
        }
        String bare = COMMENT_BEHIND.matcher(" " + value).replaceFirst("").strip();
        if (CONTINUED.matcher(bare).matches()) {
            refuse(key, "ends in a backslash, but a value cannot go on in the next line", "write it on one line");
            return null;
        }
        return bare;
    }

    private void refuseLine(String text) {
        if (Character.isWhitespace(text.charAt(0))) {
            refuse(
                    null,
                    "the line is indented, which in OpenStack's files carries on the value above",
                    "begin it at the margin, and keep a value on one line");
        } else {
            refuse(null, "the line is neither a [section] nor key = value", "correct it, or put a # before it");
        }
    }

    private void refuse(@Nullable String key, String problem, String remedy) {
        String name = section == null ? null : section.name();
        problems.accept(ConfigurationProblem.of(here(), name, key, new Complaint(problem, remedy)));
    }

    private Origin here() {
        return new Origin(file, line);
    }
}
