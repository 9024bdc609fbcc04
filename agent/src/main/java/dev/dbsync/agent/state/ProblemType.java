package dev.dbsync.agent.state;

import java.util.Locale;
import java.util.stream.Stream;

/** Every error that a client may see, by number and by name. Neither ever changes its meaning. */
public enum ProblemType {
    PARSE_ERROR(-32700, "The request is not JSON."),
    INVALID_REQUEST(-32600, "The JSON is not a JSON-RPC 2.0 request."),
    METHOD_NOT_FOUND(-32601, "There is no such method."),
    INVALID_PARAMS(-32602, "The parameters do not fit the method."),
    INTERNAL_ERROR(-32603, "The agent failed; its log has the cause under the incident's id."),

    LEGACY_VERSION_REQUESTED(-32001, "A legacy version cannot be a target."),
    UNKNOWN_REVISION(-32002, "The catalogue has no such revision, or more than one that fits."),
    UNKNOWN_DATABASE(-32003, "No database of that name is configured."),
    UNKNOWN_OPERATION(-32004, "The agent knows no operation of that id."),
    BEYOND_RELEASE(-32005, "The revision lies beyond the release that is configured for the database."),
    PLAN_CHANGED(-32006, "A sync would do something else than was planned."),
    UNMANAGED(-32010, "The database has tables, but no version control."),
    AHEAD(-32011, "The database is at a revision that the catalogue does not know."),
    INCONSISTENT(-32012, "The database's version tables contradict each other or the catalogue."),
    ADOPTION_REFUSED(-32013, "The live schema is not the one of the revision to adopt."),
    ELSEWHERE(-32014, "The service's tables are in another schema than the one that a sync would write to."),
    LOCKED(-32020, "Another sync held the database's lock for longer than the caller would wait."),
    SYNC_FAILED(-32021, "A step failed."),
    UNREACHABLE(-32022, "The database cannot be connected to, or does not answer."),
    READ_ONLY(-32023, "The server takes no writes."),
    TABLE_BUSY(-32024, "Others used a table for longer than the sync would wait."),
    PRIVILEGE_MISSING(-32025, "The database's user may not do what a step needs."),

    UNAUTHORIZED(-32040, "The caller is not known. Sent with HTTP 401."),
    FORBIDDEN(-32041, "The caller may not have what it asks for. Sent with HTTP 403."),
    TOO_LARGE(-32042, "The body is larger than it may be. Sent with HTTP 413."),
    UNSUPPORTED_MEDIA_TYPE(-32043, "The body is not JSON in UTF-8. Sent with HTTP 415."),
    DRAINING(-32044, "The agent is stopping and begins no sync. Sent with HTTP 503."),
    BUSY(-32045, "The agent has too much to do at the moment. Sent with HTTP 503.");

    private final int code;
    private final String meaning;

    ProblemType(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number in {@code error.code}. */
    public int code() {
        return code;
    }

    /** The name in {@code error.data.type}, such as {@code sync_failed}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence on what the code means, whatever the occasion. */
    public String meaning() {
        return meaning;
    }

    static ProblemType of(int code) {
        return Stream.of(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of error has the number " + code));
    }
}
