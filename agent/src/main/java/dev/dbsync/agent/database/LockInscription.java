package dev.dbsync.agent.database;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a holder leaves for others to read: who, since when, for what, in one short line of ASCII. */
public final class LockInscription {
    private static final Pattern TEXT = Pattern.compile("dbsync-agent (\\S+) (\\d+)(?: (\\S+))?");
    private static final int LONGEST_HOST = 24;

    private LockInscription() {}

    /** The line of a holder, of at most 63 characters where its operation's id has no more than 12. */
    public static String of(LockHolder holder) {
        String host = holder.host().replaceAll("[^\\x21-\\x7e]", "_");
        Instant since = Objects.requireNonNullElseGet(holder.since(), Instant::now);
        return "dbsync-agent " + host.substring(0, Math.min(host.length(), LONGEST_HOST)) + " " + since.getEpochSecond()
                + (holder.operation() == null ? "" : " " + holder.operation());
    }

    /** The holder that a line tells of; empty for any other text. */
    public static Optional<LockHolder> read(String text) {
        Matcher line = TEXT.matcher(text);
        return line.matches()
                ? Optional.of(new LockHolder(
                        line.group(1), Instant.ofEpochSecond(Long.parseLong(line.group(2))), line.group(3)))
                : Optional.empty();
    }
}
