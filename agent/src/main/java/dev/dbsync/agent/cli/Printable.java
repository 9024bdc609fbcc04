package dev.dbsync.agent.cli;

/** Text of databases and other agents, made safe for a terminal. */
final class Printable {
    private Printable() {}

    /** Without line breaks and escape sequences. */
    static String text(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
