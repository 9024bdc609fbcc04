package dev.dbsync.agent;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.rpc.JsonRpcEndpoint;
import dev.dbsync.agent.rpc.ReadRequest;
import dev.dbsync.agent.server.PostedCall;
import dev.dbsync.agent.server.Refusal;
import dev.dbsync.agent.server.RequestHandler;
import dev.dbsync.agent.state.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands what the server receives to JSON-RPC, which do not know each other. */
record RpcCalls(JsonRpcEndpoint endpoint, RequestMetrics metrics) implements RequestHandler {

    @Override
    public PostedCall read(byte[] body) {
        return new Posted(endpoint.read(body), metrics);
    }

    @Override
    public byte[] refusal(Refusal reason, String sentence) {
        ProblemType code =
                switch (reason) {
                    case UNAUTHORIZED -> ProblemType.UNAUTHORIZED;
                    case FORBIDDEN -> ProblemType.FORBIDDEN;
                    case TOO_LARGE -> ProblemType.TOO_LARGE;
                    case UNSUPPORTED_MEDIA_TYPE -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
                    case DRAINING -> ProblemType.DRAINING;
                    case BUSY -> ProblemType.BUSY;
                    case INVALID -> ProblemType.INVALID_REQUEST;
                    case FAILED -> ProblemType.INTERNAL_ERROR;
                };
        return endpoint.refused(code, sentence);
    }

    private record Posted(ReadRequest request, RequestMetrics metrics) implements PostedCall {
        @Override
        public Role requiredRole() {
            return request.requiredRole();
        }

        @Override
        public boolean beginsWork() {
            return request.methods().contains("sync");
        }

        @Override
        public List<String> methods() {
            return request.methods();
        }

        @Override
        public List<String> auditedCalls() {
            return request.operatorCalls();
        }

        @Override
        public Optional<byte[]> answer() {
            long start = System.nanoTime();
            try {
                return request.answer();
            } finally {
                metrics.answered(request.methods(), Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }
}
