package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;

@Description("Where a database stands.")
public enum DatabaseStateName {
    @JsonProperty("empty")
    EMPTY,
    @JsonProperty("legacy")
    LEGACY,
    @JsonProperty("current")
    CURRENT,
    @JsonProperty("behind")
    BEHIND,
    @JsonProperty("interrupted")
    INTERRUPTED,
    @JsonProperty("ahead")
    AHEAD,
    @JsonProperty("unmanaged")
    UNMANAGED,
    @JsonProperty("inconsistent")
    INCONSISTENT,
    @JsonProperty("unreachable")
    UNREACHABLE
}
