package dev.dbsync.agent.journal;

import dev.dbsync.agent.operations.Operation;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file of an operation is called: {@code 20261122T180242.721Z-01ebd5d0.jsonl}, so that the order of names is that
 * in which operations were asked for.
 *
 * @param text the name
 * @param operation the operation's id
 */
record FileName(String text, String operation) implements Comparable<FileName> {
    private static final Pattern PATTERN = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}Z-([0-9A-Za-z]{1,40})\\.jsonl");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    static FileName of(Operation operation) {
        return new FileName(TIME.format(operation.startedAt()) + "-" + operation.id() + ".jsonl", operation.id());
    }

    /** The name of a file; empty if the file is none of a journal's. */
    static Optional<FileName> of(Path file) {
        String name = String.valueOf(file.getFileName());
        Matcher matcher = PATTERN.matcher(name);
        return matcher.matches() ? Optional.of(new FileName(name, matcher.group(1))) : Optional.empty();
    }

    @Override
    public int compareTo(FileName other) {
        return text.compareTo(other.text);
    }
}
