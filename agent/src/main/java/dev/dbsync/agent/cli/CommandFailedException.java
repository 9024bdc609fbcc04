package dev.dbsync.agent.cli;

import java.util.List;

/** A command cannot do its work. Its lines go to the user as they are: each says what is wrong, and what to do. */
public class CommandFailedException extends RuntimeException {
    private final transient List<String> lines;

    public CommandFailedException(List<String> lines) {
        super(String.join("\n", lines));
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("lines must say what is wrong, but are empty");
        }
        this.lines = List.copyOf(lines);
    }

    public CommandFailedException(String line) {
        this(List.of(line));
    }

    /** What to tell the user. */
    public List<String> lines() {
        return lines;
    }
}
