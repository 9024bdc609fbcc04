package dev.dbsync.agent.bench.measure;

/**
 * What the agent is compared with in a row.
 *
 * @param name what it is, in a few words
 */
public record Peer(String name, Figure figure) {}
