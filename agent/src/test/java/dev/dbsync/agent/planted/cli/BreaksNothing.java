package dev.dbsync.agent.planted.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;

record BreaksNothing(JsonNode node, CommandLine commandLine) {
    static void hello() {
        System.out.println("hello");
    }
}
