package dev.dbsync.agent.rpc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Description("One place where a live schema is not what it should be.")
public record SchemaDifference(
        @Description("The object, such as `index instances.uuid`.") String object,
        @Description("How it differs.") DifferenceKind kind,
        @Description("What it should be; null when it should not be there.") @Nullable String expected,
        @Description("What it is; null when it is missing.") @Nullable String found) {

    public SchemaDifference {
        Objects.requireNonNull(kind, "kind");
    }
}
