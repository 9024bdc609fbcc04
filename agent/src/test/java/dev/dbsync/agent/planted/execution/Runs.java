package dev.dbsync.agent.planted.execution;

public record Runs() {}
