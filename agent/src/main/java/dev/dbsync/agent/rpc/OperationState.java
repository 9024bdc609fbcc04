package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;

@Description("How far an operation is, or its part for one database.")
public enum OperationState {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("interrupted")
    INTERRUPTED
}
