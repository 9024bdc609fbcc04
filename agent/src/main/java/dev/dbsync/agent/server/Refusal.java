package dev.dbsync.agent.server;

import org.eclipse.jetty.http.HttpStatus;

/** Why a request is not answered as its sender wished: what a status alone does not tell those who look for a reason. */
public enum Refusal {
    /** Nobody who is known sent it. */
    UNAUTHORIZED,

    /** Its sender may not have what it asks for. */
    FORBIDDEN,

    /** Its body is larger than it may be. */
    TOO_LARGE,

    /** Its body is of a kind that is not read. */
    UNSUPPORTED_MEDIA_TYPE,

    /** The agent stops, and begins nothing any more. */
    DRAINING,

    /** The agent has too much to do. */
    BUSY,

    /** It is no request that could be answered. */
    INVALID,

    /** The agent failed. */
    FAILED;

    /** What a status means that was sent for want of anything better to say. */
    static Refusal of(int status) {
        return switch (status) {
            case HttpStatus.UNAUTHORIZED_401, HttpStatus.TOO_MANY_REQUESTS_429 -> UNAUTHORIZED;
            case HttpStatus.FORBIDDEN_403 -> FORBIDDEN;
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> TOO_LARGE;
            case HttpStatus.UNSUPPORTED_MEDIA_TYPE_415 -> UNSUPPORTED_MEDIA_TYPE;
            case HttpStatus.SERVICE_UNAVAILABLE_503 -> BUSY;
            default -> HttpStatus.isServerError(status) ? FAILED : INVALID;
        };
    }
}
