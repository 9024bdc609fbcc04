package dev.dbsync.agent.planted.config;

import com.fasterxml.jackson.databind.JsonNode;

record KnowsJackson(JsonNode node) {}
