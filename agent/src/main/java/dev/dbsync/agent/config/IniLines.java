package dev.dbsync.agent.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where each section and key of an INI file stands, which Commons Configuration does not tell, and the complaints about
 * lines that it would let pass.
 *
 * <p>Problems never quote a line: half of a broken line may be a password.
 */
final class IniLines {

    private static final Pattern NOTHING = Pattern.compile("\\s*([#;].*)?");
    private static final Pattern HEADER = Pattern.compile("\\[([^\\[\\]]+)]\\s*(;.*)?");
    // A key looks like a name: what else stands before a separator may be part of a secret, and must not be shown.
    private static final Pattern ENTRY = Pattern.compile("(?<key>[A-Za-z][A-Za-z0-9_.-]*)\\s*[=:](?<value>.*)");
    private static final Pattern QUOTED = Pattern.compile("(\"[^\"\\\\]*\"|'[^'\\\\]*')\\s*(\\s;.*)?");
    private static final Pattern COMMENT_BEHIND = Pattern.compile("\\s;.*");
    private static final Pattern CONTINUED = Pattern.compile("(.*\\s)?\\\\");

    private final String file;
    private final Consumer<ConfigurationProblem> problems;
    private final Map<String, Integer> sections = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> keys = new LinkedHashMap<>();
    private final StringBuilder withoutComments = new StringBuilder();
    private @Nullable String section;
    private int line;

    IniLines(String file, Consumer<ConfigurationProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    void read(String text) {
        text.lines().forEach(this::readLine);
    }

    /** Each section, in the file's order, and its line. */
    Map<String, Integer> sections() {
        return sections;
    }

    /** Each key of a section, in the file's order, and its line. */
    Map<String, Integer> keys(String ofSection) {
        return keys.getOrDefault(ofSection, Map.of());
    }

    /**
     * The file's good lines without comments. Commons Configuration takes a quote for the beginning of a value wherever a
     * separator stands before it, also inside of a comment.
     */
    String withoutComments() {
        return withoutComments.toString();
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
        section = name;
        Integer before = sections.putIfAbsent(name, line);
        if (before != null) {
            refuse(null, "the section is there already, from line " + before + " on", "put its keys under one heading");
        }
        withoutComments.append('[').append(name).append("]\n");
    }

    private void readEntry(String key, String value) {
        if (section == null) {
            refuse(key, "stands before the first section", "put it under a [section]");
        } else {
            remember(section, key, value);
        }
    }

    private void remember(String inSection, String key, String value) {
        Integer before =
                keys.computeIfAbsent(inSection, name -> new LinkedHashMap<>()).putIfAbsent(key, line);
        if (before != null) {
            refuse(key, "is there already, in line " + before, "remove one of the two");
        } else {
            checked(key, value).ifPresent(good -> append(key, good));
        }
    }

    private void append(String key, String value) {
        withoutComments.append(key).append(" = ").append(value).append('\n');
    }

    private Optional<String> checked(String key, String value) {
        if (value.startsWith("\"") || value.startsWith("'")) {
            return checkedQuotes(key, value);
        }
        String bare = COMMENT_BEHIND.matcher(" " + value).replaceFirst("").strip();
        if (CONTINUED.matcher(bare).matches()) {
            refuse(key, "ends in a backslash, but a value cannot go on in the next line", "write it on one line");
            return Optional.empty();
        }
        return quotedIfNeedBe(key, bare);
    }

    private Optional<String> checkedQuotes(String key, String value) {
        Matcher quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return Optional.of(quoted.group(1));
        }
        refuse(key, "begins with a quote that does not end the value", "write the value without quotes");
        return Optional.empty();
    }

    /** A value with a quote inside goes between quotes of the other kind, see {@link #withoutComments}. */
    private Optional<String> quotedIfNeedBe(String key, String value) {
        if (value.indexOf('"') < 0 && value.indexOf('\'') < 0) {
            return Optional.of(value);
        }
        String quote = value.indexOf('\'') < 0 ? "'" : "\"";
        if (value.contains(quote) || value.endsWith("\\")) {
            refuse(
                    key,
                    "holds quotes that cannot be told apart",
                    "in a URL's password, write %22 for \" and %27 for '");
            return Optional.empty();
        }
        return Optional.of(quote + value + quote);
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
        problems.accept(ConfigurationProblem.of(new Origin(file, line), section, key, new Complaint(problem, remedy)));
    }
}
