package dev.dbsync.agent.readiness;

import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to do around an upgrade, as a database's rows tell. */
@Description(name = "ReadinessFinding", value = "What there is to do around an upgrade, as a database's rows tell.")
public record ReadinessFinding(
        @Description("The question's name in the catalogue.") String check,
        @Description("Whether an upgrade has to wait for it, or it comes after, or is advice.") ReadinessLevel level,
        @Description("How many were found; null where the question could not be answered.") @Nullable Long count,
        @Description("Some of them.") List<String> objects,
        @Description("What it means.") String message,
        @Description("What to do about it.") String remedy) {
    public ReadinessFinding {
        objects = List.copyOf(objects);
    }
}
