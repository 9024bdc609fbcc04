package dev.dbsync.agent.server;

import dev.dbsync.agent.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Servers whose calls are plain functions, to which everybody on this host may come. */
public final class OpenServer {
    private OpenServer() {}

    public static AgentServer of(ListenSettings listen, Function<byte[], Optional<byte[]>> calls) {
        return of(listen, calls, ServerLimits.DEFAULT);
    }

    static AgentServer of(ListenSettings listen, Function<byte[], Optional<byte[]>> calls, ServerLimits limits) {
        return of(listen, calls, limits, new WorkRoom(limits.calls()));
    }

    static AgentServer of(
            ListenSettings listen, Function<byte[], Optional<byte[]>> calls, ServerLimits limits, WorkRoom room) {
        return new AgentServer(listen, AccessSettings.LOCAL, new Questions(calls), Map.of(), limits, room);
    }

    private record Questions(Function<byte[], Optional<byte[]>> calls) implements RequestHandler {
        @Override
        public PostedCall read(byte[] body) {
            return new Question(calls, body);
        }

        @Override
        public byte[] refusal(Refusal reason, String sentence) {
            return ("{\"refused\":\"" + reason + ": " + sentence + "\"}").getBytes(StandardCharsets.UTF_8);
        }
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
        public boolean beginsWork() {
            return new String(body, StandardCharsets.UTF_8).equals("work");
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
        public Optional<byte[]> answer() {
            return calls.apply(body);
        }
    }
}
