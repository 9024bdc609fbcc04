package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** What a client sent, shortened so that it can stand in a message to that client. */
final class Quoted {
    private static final int LENGTH = 80;

    private Quoted() {}

    static String text(String seen) {
        return '"' + shortened(seen) + '"';
    }

    static String json(JsonNode seen) {
        return shortened(seen.toString());
    }

    private static String shortened(String seen) {
        return seen.length() <= LENGTH ? seen : seen.substring(0, LENGTH) + "…";
    }
}
