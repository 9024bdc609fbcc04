package dev.dbsync.agent.state;

/**
 * A refusal or a failure, in words for an operator. Never holds a secret.
 *
 * @param type what kind of problem it is
 * @param message one sentence
 * @param detail what was seen: object, value, what was expected
 * @param remedy what to do about it
 */
public record Problem(ProblemType type, String message, String detail, String remedy) {}
