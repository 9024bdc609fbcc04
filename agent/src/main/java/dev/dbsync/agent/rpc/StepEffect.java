package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;

@Description("What a step does to what is there: adds to it, rewrites it, destroys some of it, or nothing.")
public enum StepEffect {
    @JsonProperty("additive")
    ADDITIVE,
    @JsonProperty("rewriting")
    REWRITING,
    @JsonProperty("destructive")
    DESTRUCTIVE,
    @JsonProperty("none")
    NONE
}
