package dev.dbsync.agent.rpc;

import dev.dbsync.agent.access.Role;
import java.util.List;
import java.util.Optional;

/** A request body that was read but not yet answered, so that its caller's role can be compared with what it asks for. */
public interface ReadRequest {

    /**
     * The role that a caller needs for all of it: the highest that any of its calls asks for. What is not a call, or calls
     * no method that there is, is answered with an error and asks for {@link Role#READER}.
     */
    Role requiredRole();

    /** The names of the methods that it calls, each once, in its order; only of methods that there are. */
    List<String> methods();

    /**
     * The parameters of its calls that ask for {@link Role#OPERATOR}, each as one line of JSON, without line breaks and of a
     * limited length: for the audit.
     */
    List<String> operatorCalls();

    /**
     * Carries it out. To be called once.
     *
     * @return the answer; empty if it held notifications only
     */
    Optional<byte[]> answer();
}
