package dev.dbsync.agent.state;

import dev.dbsync.agent.vocabulary.Description;
import dev.dbsync.agent.vocabulary.PlainText;
import org.jspecify.annotations.Nullable;

@Description("What a program, or a person, needs to know about an error beside its message.")
public record ErrorData(
        @Description("The error code's name.") String type,
        @Description("The database that it is about.") @Nullable String database,
        @Description("What was found.") @Nullable String detail,
        @Description("What to do about it.") @Nullable String remedy,
        @Description("The id under which the agent's log has more.") @Nullable String incident) {

    public ErrorData {
        if (type.isBlank()) {
            throw new IllegalArgumentException("type must name the error, but is blank");
        }
        detail = detail == null ? null : PlainText.line(detail);
        remedy = remedy == null ? null : PlainText.line(remedy);
    }

    /** Data that says no more than the code does. */
    public static ErrorData of(ProblemType code) {
        return new ErrorData(code.wireName(), null, null, null, null);
    }

    public ErrorData withDatabase(@Nullable String name) {
        return new ErrorData(type, name, detail, remedy, incident);
    }

    public ErrorData withRemedy(@Nullable String advice) {
        return new ErrorData(type, database, detail, advice, incident);
    }

    public ErrorData withIncident(@Nullable String id) {
        return new ErrorData(type, database, detail, remedy, id);
    }
}
