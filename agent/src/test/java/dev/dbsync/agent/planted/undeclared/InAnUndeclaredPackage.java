package dev.dbsync.agent.planted.undeclared;

public record InAnUndeclaredPackage() {}
