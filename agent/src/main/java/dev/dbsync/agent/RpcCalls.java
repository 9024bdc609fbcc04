package dev.dbsync.agent;

import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.rpc.JsonRpcEndpoint;
import dev.dbsync.agent.rpc.ReadRequest;
import dev.dbsync.agent.server.PostedCall;
import dev.dbsync.agent.server.RequestHandler;
import java.util.List;
import java.util.Optional;

/** Hands what the server receives to JSON-RPC, which do not know each other. */
record RpcCalls(JsonRpcEndpoint endpoint) implements RequestHandler {

    @Override
    public PostedCall read(byte[] body) {
        return new Posted(endpoint.read(body));
    }

    private record Posted(ReadRequest request) implements PostedCall {
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
        public Optional<byte[]> answer() {
            return request.answer();
        }
    }
}
