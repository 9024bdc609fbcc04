package dev.dbsync.agent.rpc;

import java.util.Objects;

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
    }

    /**
     * A problem with more to say than its message.
     *
     * @throws IllegalArgumentException if the data is about another type of error
     */
    public static Problem of(ErrorCode code, String message, ErrorData data) {
        if (!data.type().equals(code.type())) {
            throw new IllegalArgumentException("data of a " + code.type() + " error has the type " + data.type());
        }
        return new Problem(code.code(), message, data);
    }

    /** A problem that has no more to say than its message. */
    public static Problem of(ErrorCode code, String message) {
        return of(code, message, ErrorData.of(code));
    }
}
