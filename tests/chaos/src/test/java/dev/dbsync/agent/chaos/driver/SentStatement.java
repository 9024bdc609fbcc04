package dev.dbsync.agent.chaos.driver;

import dev.dbsync.agent.testing.DatabaseUnderTest;

/**
 * A statement that an agent was about to send.
 *
 * @param number its place among all that the process sent, from 1
 * @param text the statement, those of a batch one after the other, or {@code commit} or {@code rollback}, in one line
 */
public record SentStatement(int number, String text) {

    public SentStatement {
        text = text.replaceAll("\\s+", " ").strip();
    }

    /** Whether it may change something by itself. */
    public boolean isChange() {
        return !DatabaseUnderTest.HARMLESS.matcher(text).matches();
    }

    /** Whether it may change something by itself, or makes changes last. */
    public boolean matters() {
        return isChange() || text.equals("commit");
    }

    static SentStatement parse(String line) {
        int tab = line.indexOf('\t');
        return new SentStatement(Integer.parseInt(line.substring(0, tab)), line.substring(tab + 1));
    }

    String line() {
        return number + "\t" + text + "\n";
    }
}
