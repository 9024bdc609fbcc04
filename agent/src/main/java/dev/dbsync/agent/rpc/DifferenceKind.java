package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;

@Description("How an object of a schema differs from what it should be.")
public enum DifferenceKind {
    @JsonProperty("missing")
    MISSING,
    @JsonProperty("unexpected")
    UNEXPECTED,
    @JsonProperty("different")
    DIFFERENT
}
