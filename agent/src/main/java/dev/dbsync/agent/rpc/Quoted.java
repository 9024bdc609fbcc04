package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client sent, shortened so that it can stand in a message to that client, or in the log. */
final class Quoted {
    private static final int LENGTH = 80;
    private static final int LONG = 500;

    private Quoted() {}

    static String text(String seen) {
        return '"' + shortened(seen, LENGTH) + '"';
    }

    static String json(JsonNode seen) {
        return shortened(seen.toString(), LENGTH);
    }

    /** For where there is room. */
    static String longJson(JsonNode seen) {
        return shortened(seen.toString(), LONG);
    }

    private static String shortened(String seen, int length) {
        return seen.length() <= length ? seen : seen.substring(0, length) + "…";
    }
}
