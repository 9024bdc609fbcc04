package dev.dbsync.agent.access;

import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do. Each role may do all that the ones before it may. */
public enum Role {
    /** May ask, and change nothing. */
    READER("reader"),
    /** May change databases. */
    OPERATOR("operator");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The role of that label; empty if there is none. */
    public static Optional<Role> labelled(String label) {
        return Stream.of(values()).filter(role -> role.label.equals(label)).findFirst();
    }

    /** The role as tokens and the OpenRPC document spell it. */
    public String label() {
        return label;
    }

    /** Whether a caller with this role may call what asks for {@code required}. */
    public boolean covers(Role required) {
        return compareTo(required) >= 0;
    }
}
