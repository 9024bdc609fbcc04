package dev.dbsync.agent.rpc;

import org.jspecify.annotations.Nullable;

@Description("How far an operation is.")
public record Progress(
        @Description("Units of work that are done; a unit is one change to one object.") int done,
        @Description("All units that are known so far.") int total,
        @Description("What is being worked on: database, step and object.") @Nullable String current) {

    /** Of an operation that has not planned its steps yet. */
    public static final Progress NONE = new Progress(0, 0, null);

    public Progress {
        if (done < 0 || total < done) {
            throw new IllegalArgumentException(
                    "done and total must be 0 <= done <= total, but are " + done + " and " + total);
        }
    }
}
