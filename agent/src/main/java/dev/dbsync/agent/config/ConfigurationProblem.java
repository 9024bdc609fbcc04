package dev.dbsync.agent.config;

import dev.dbsync.agent.vocabulary.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration, and what to do about it. Its text holds no secret: whoever makes one
 * leaves {@code seen} null where the value could be one.
 *
 * @param file the file, or the environment variable, that said it
 * @param line counts from 1; 0 where there is none
 * @param section the section's name without brackets, null outside of any
 * @param key null when the problem is not about one key
 * @param seen the value that was found, null when it is absent or may hold a secret
 * @param problem what is wrong, to be read after key and value
 * @param remedy what to do
 */
public record ConfigurationProblem(
        String file,
        int line,
        @Nullable String section,
        @Nullable String key,
        @Nullable String seen,
        String problem,
        String remedy) {

    private static final int LONGEST_VALUE = 100;

    public ConfigurationProblem {
        if (problem.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a problem needs a text and a remedy");
        }
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + ", not 0 or more");
        }
    }

    static ConfigurationProblem of(Origin origin, @Nullable String section, @Nullable String key, Complaint complaint) {
        return new ConfigurationProblem(
                origin.source(),
                origin.line(),
                section,
                key,
                complaint.seen(),
                complaint.problem(),
                complaint.remedy());
    }

    /** One line: {@code file:line: [section] key: what is wrong; remedy}. */
    public String render() {
        return onOneLine(describe() + "; " + remedy);
    }

    /** One line: {@code file:line: [section] key: what is wrong}. */
    public String describe() {
        StringBuilder text = new StringBuilder(new Origin(file, line).toString()).append(": ");
        if (section != null) {
            text.append('[').append(section).append("] ");
        }
        if (key != null) {
            text.append(key).append(": ");
        }
        if (seen != null) {
            text.append('"').append(shortened(seen)).append("\" ");
        }
        return onOneLine(text.append(problem).toString());
    }

    @Override
    public String toString() {
        return render();
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    /** Environment variables may hold line breaks and terminal escapes. */
    private static String onOneLine(String text) {
        return PlainText.line(text);
    }
}
