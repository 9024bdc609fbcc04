package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Role;
import java.util.List;
import java.util.Optional;

/** What a caller wants. */
public interface PostedCall {

    /** The least role that may have all of it. */
    Role requiredRole();

    /** Whether it begins something that goes on when it is answered, and that a drain would have to wait for. */
    boolean beginsWork();

    /** The names of the methods that are called; of those that there are. */
    List<String> methods();

    /** What the audit writes down of it, a line each; empty for what only asks. */
    List<String> auditedCalls();

    /** Carries it out, which may take long, and answers the JSON to send; empty for an answer without content. */
    Optional<byte[]> answer();
}
