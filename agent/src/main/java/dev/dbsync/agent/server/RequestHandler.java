package dev.dbsync.agent.server;

/** What reads the bodies that are posted to {@code /rpc}. Called from many threads at once. */
public interface RequestHandler {

    /** Reads a body, and carries nothing out yet: first its caller's role is compared with what it asks for. */
    PostedCall read(byte[] body);

    /**
     * What a caller is answered whose body was not carried out, in words that callers understand.
     *
     * @param sentence for people
     */
    byte[] refusal(Refusal reason, String sentence);
}
