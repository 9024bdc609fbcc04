package dev.dbsync.agent.vocabulary;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The one rule for text from outside (databases, files, servers, callers) where it leaves the agent for somebody's eyes: on
 * the terminal, in the log, on the page. Nothing in it may move a cursor, begin a line, or turn round the order in which it
 * reads. Stateless.
 */
public final class PlainText {
    /** Unicode's controls (C0, C1), format characters (directions, what has no width), separators of lines, halves of pairs. */
    private static final String SHOWN_OTHERWISE = "\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}";

    private static final Pattern LINE = Pattern.compile("[" + SHOWN_OTHERWISE + "]");
    private static final Pattern LINES = Pattern.compile("[" + SHOWN_OTHERWISE + "&&[^\\n\\t]]");

    private PlainText() {}

    /** On one line, with a question mark in the place of each character that is not to be shown. */
    public static String line(String text) {
        return LINE.matcher(text).replaceAll("?");
    }

    /** As {@link #line}, but lines and tabulators stay: for text whose lines are its own, such as SQL. */
    public static String lines(String text) {
        return LINES.matcher(text).replaceAll("?");
    }

    /** A moment for people, to the second: {@code 2026-11-28T13:29:29Z}. */
    public static String moment(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond()).toString();
    }

    /** JSON that means the same, with those characters escaped; its line breaks stay. They occur in its strings alone. */
    public static String json(String json) {
        return LINES.matcher(json)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0))
                        + (found.group().length() > 1
                                ? "\\\\u%04x".formatted((int) found.group().charAt(1))
                                : ""));
    }
}
