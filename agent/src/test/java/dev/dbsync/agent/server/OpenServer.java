package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Servers whose calls are plain functions, to which everybody on this host may come. */
public final class OpenServer {
    /** A body whose answer, itself, is at hand. */
    static final byte[] AT_HAND = "\"at hand\"".getBytes(StandardCharsets.US_ASCII);

    private OpenServer() {}

    public static AgentServer of(ListenSettings listen, Function<byte[], Optional<byte[]>> calls) {
        return of(listen, calls, ServerLimits.DEFAULT);
    }

    static AgentServer of(ListenSettings listen, Function<byte[], Optional<byte[]>> calls, ServerLimits limits) {
        return new AgentServer(listen, AccessSettings.LOCAL, body -> new Question(calls, body), Map.of(), limits);
    }

    /** What every role may have. */
    private static final class Question implements PostedCall {
        private final Function<byte[], Optional<byte[]>> calls;
        private final byte[] body;

        Question(Function<byte[], Optional<byte[]>> calls, byte[] body) {
            this.calls = calls;
            this.body = body;
        }

        @Override
        public Role requiredRole() {
            return Role.READER;
        }

        @Override
        public List<String> methods() {
            return List.of();
        }

        @Override
        public List<String> auditedCalls() {
            return List.of();
        }

        @Override
        public Optional<byte[]> atHand() {
            return Arrays.equals(body, AT_HAND) ? Optional.of(body) : Optional.empty();
        }

        @Override
        public Optional<byte[]> answer() {
            return calls.apply(body);
        }
    }
}
