package dev.dbsync.agent.planted.planning;

import com.fasterxml.jackson.databind.JsonNode;

record UsesALibrary(JsonNode node) {}
