package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.annotation.JsonProperty;

@Description("What a step is: a legacy version, the stamp of the initial revision, or a revision.")
public enum StepKind {
    @JsonProperty("legacy")
    LEGACY,
    @JsonProperty("stamp")
    STAMP,
    @JsonProperty("revision")
    REVISION
}
