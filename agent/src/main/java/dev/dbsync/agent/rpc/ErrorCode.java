package dev.dbsync.agent.rpc;

/** Every error that a client may see, by number and by name. Neither ever changes its meaning. */
public enum ErrorCode {
    PARSE_ERROR(-32700, "parse_error", "The request is not JSON."),
    INVALID_REQUEST(-32600, "invalid_request", "The JSON is not a JSON-RPC 2.0 request."),
    METHOD_NOT_FOUND(-32601, "method_not_found", "There is no such method."),
    INVALID_PARAMS(-32602, "invalid_params", "The parameters do not fit the method."),
    INTERNAL_ERROR(-32603, "internal_error", "The agent failed; its log has the cause under the incident's id."),

    LEGACY_VERSION_REQUESTED(-32001, "legacy_version_requested", "A legacy version cannot be a target."),
    UNKNOWN_REVISION(-32002, "unknown_revision", "The catalogue has no such revision, or more than one that fits."),
    UNKNOWN_DATABASE(-32003, "unknown_database", "No database of that name is configured."),
    UNKNOWN_OPERATION(-32004, "unknown_operation", "The agent knows no operation of that id."),
    UNMANAGED(-32010, "unmanaged", "The database has tables, but no version control."),
    AHEAD(-32011, "ahead", "The database is at a revision that the catalogue does not know."),
    INCONSISTENT(-32012, "inconsistent", "The database's version tables contradict each other or the catalogue."),
    ADOPTION_REFUSED(-32013, "adoption_refused", "The live schema is not the one of the revision to adopt."),
    LOCKED(-32020, "locked", "Another sync held the database's lock for longer than the caller would wait."),
    SYNC_FAILED(-32021, "sync_failed", "A step failed."),
    UNREACHABLE(-32022, "unreachable", "The database cannot be connected to.");

    private final int code;
    private final String type;
    private final String meaning;

    ErrorCode(int code, String type, String meaning) {
        this.code = code;
        this.type = type;
        this.meaning = meaning;
    }

    /** The number in {@code error.code}. */
    public int code() {
        return code;
    }

    /** The name in {@code error.data.type}. */
    public String type() {
        return type;
    }

    /** One sentence on what the code means, whatever the occasion. */
    public String meaning() {
        return meaning;
    }
}
