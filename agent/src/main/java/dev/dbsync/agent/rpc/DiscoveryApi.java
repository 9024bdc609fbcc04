package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import dev.dbsync.agent.access.Role;
import dev.dbsync.agent.vocabulary.Description;

/** The one method that JSON-RPC reserves a name for, and OpenRPC defines. Apart, so that nobody has to implement it. */
public interface DiscoveryApi {

    @JsonRpcMethod(value = "rpc.discover", required = true)
    @RequiresRole(Role.READER)
    @Description("Answers this document.")
    JsonNode discover();
}
