package dev.dbsync.agent.config;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** It cannot be told where a database is, for these reasons. No text of it holds a secret. */
public final class UnusableConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    // Transient because exceptions are serializable and problems need not be: none of these leaves the process.
    private final transient List<ConfigurationProblem> problems;

    UnusableConnectionException(List<ConfigurationProblem> problems) {
        super(problems.get(0).describe());
        this.problems = List.copyOf(problems);
    }

    static UnusableConnectionException of(
            Origin origin, @Nullable String group, @Nullable String key, UnusableValueException refusal) {
        return new UnusableConnectionException(refusal.complaints().stream()
                .map(complaint -> ConfigurationProblem.of(origin, group, key, complaint))
                .toList());
    }

    /** At least one. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }

    /** What is wrong, on one line. */
    public String describe() {
        return problems.stream().map(ConfigurationProblem::describe).collect(Collectors.joining("; "));
    }

    /** What to do about it, on one line. */
    public String remedy() {
        return problems.stream().map(ConfigurationProblem::remedy).distinct().collect(Collectors.joining("; "));
    }
}
