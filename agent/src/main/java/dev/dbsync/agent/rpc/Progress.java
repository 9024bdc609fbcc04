package dev.dbsync.agent.rpc;

import org.jspecify.annotations.Nullable;

@Description("How far an operation is.")
public record Progress(
        @Description("The steps that are done.") int done,
        @Description("All steps that are known so far.") int total,
        @Description("The step at work, in words.") @Nullable String current) {

    /** Of an operation that has not planned its steps yet. */
    public static final Progress NONE = new Progress(0, 0, null);

    public Progress {
        if (done < 0 || total < done) {
            throw new IllegalArgumentException(
                    "done and total must be 0 <= done <= total, but are " + done + " and " + total);
        }
    }
}
