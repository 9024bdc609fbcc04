package dev.dbsync.agent.state;

import dev.dbsync.agent.vocabulary.Description;
import dev.dbsync.agent.vocabulary.PlainText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A refusal or a failure, in words for an operator. Never holds a secret. */
@Description("An error, of a request or of one database.")
public record Problem(
        @Description("The error's stable number.") int code,
        @Description("One sentence.") String message,
        @Description("More about it.") ErrorData data) {

    public Problem {
        if (message.isBlank()) {
            throw new IllegalArgumentException("message of error " + code + " must say what is wrong, but is blank");
        }
        Objects.requireNonNull(data, "data");
        message = PlainText.line(message);
    }

    /** A problem of which the log has no more to say. */
    public Problem(ProblemType type, String message, String detail, String remedy) {
        this(type, message, detail, remedy, null);
    }

    /**
     * A problem that nobody has put a database's name to yet.
     *
     * @param message one sentence
     * @param detail what was seen: object, value, what was expected
     * @param remedy what to do about it
     * @param incident the id under which the agent's log has more; null where the log has no more
     */
    public Problem(ProblemType type, String message, String detail, String remedy, @Nullable String incident) {
        this(type.code(), message, new ErrorData(type.wireName(), null, detail, remedy, incident));
    }

    /**
     * A problem with more to say than its message.
     *
     * @throws IllegalArgumentException if the data is about another type of error
     */
    public static Problem of(ProblemType type, String message, ErrorData data) {
        if (!data.type().equals(type.wireName())) {
            throw new IllegalArgumentException("data of a " + type.wireName() + " error has the type " + data.type());
        }
        return new Problem(type.code(), message, data);
    }

    /** A problem that has no more to say than its message. */
    public static Problem of(ProblemType type, String message) {
        return of(type, message, ErrorData.of(type));
    }

    /** The same, of a database. */
    public Problem of(String database) {
        return new Problem(code, message, data.withDatabase(database));
    }

    /**
     * What kind of problem it is.
     *
     * @throws IllegalArgumentException if this agent knows none of that number: another agent's may be newer
     */
    public ProblemType type() {
        return ProblemType.of(code);
    }

    public @Nullable String detail() {
        return data.detail();
    }

    public @Nullable String remedy() {
        return data.remedy();
    }

    public @Nullable String incident() {
        return data.incident();
    }
}
