package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes an agent's methods. The document is made when it is first asked for, which it mostly never is. Thread-safe. */
final class Discovery implements DiscoveryApi {
    private final String version;
    private @Nullable JsonNode document;

    /**
     * @param version of the agent
     */
    Discovery(String version) {
        this.version = version;
    }

    @Override
    public synchronized JsonNode discover() {
        if (document == null) {
            document = new OpenRpcDocument(version, List.of(AgentApi.class)).toJson();
        }
        return document;
    }
}
