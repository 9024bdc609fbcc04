package dev.dbsync.agent;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.metrics.RequestMetrics;
import dev.dbsync.agent.rpc.JsonRpcEndpoint;
import dev.dbsync.agent.rpc.ReadRequest;
import dev.dbsync.agent.server.PostedCall;
import dev.dbsync.agent.server.RequestHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands what the server receives to JSON-RPC, which do not know each other. */
record RpcCalls(JsonRpcEndpoint endpoint, RequestMetrics metrics) implements RequestHandler {

    @Override
    public PostedCall read(byte[] body) {
        return new Posted(endpoint.read(body), metrics);
    }

    private record Posted(ReadRequest request, RequestMetrics metrics) implements PostedCall {
        @Override
        public Role requiredRole() {
            return request.requiredRole();
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
        public Optional<byte[]> atHand() {
            long start = System.nanoTime();
            Optional<byte[]> answer = request.atHand();
            if (answer.isPresent()) {
                metrics.answered(request.methods(), Duration.ofNanos(System.nanoTime() - start));
            }
            return answer;
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
