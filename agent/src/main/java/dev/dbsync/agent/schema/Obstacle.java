package dev.dbsync.agent.schema;

/**
 * What keeps a change from being made, though the object that it is about is as it should be.
 *
 * @param object what is in the way
 * @param reason why, in words that follow the object
 * @param remedy what to do about it, as a sentence
 */
public record Obstacle(String object, String reason, String remedy) {}
