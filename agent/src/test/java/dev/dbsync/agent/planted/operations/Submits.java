package dev.dbsync.agent.planted.operations;

public record Submits() {}
