package dev.dbsync.agent.access;

/**
 * Somebody who was let in.
 *
 * @param name how the audit calls them: {@code token ops}, {@code certificate ctl-2}, {@code socket user nova}
 * @param role what they may do
 */
public record Caller(String name, Role role) {
    public Caller {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a caller is blank");
        }
    }
}
