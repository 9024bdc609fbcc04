package dev.dbsync.agent.operations;

import dev.dbsync.agent.vocabulary.Description;
import org.jspecify.annotations.Nullable;

/** How far an operation has come, in units of work over all its databases. The total grows as databases are looked at. */
@Description("How far an operation is.")
public record Progress(
        @Description("Units of work that are done; a unit is one change to one object.") int done,
        @Description("All units that are known so far.") int total,
        @Description(
                        "What is being worked on: database, step and object; null before the first unit and after the last.")
                @Nullable
                String current) {
    static final Progress NONE = new Progress(0, 0, null);

    Progress more(int units, int known) {
        return new Progress(done + units, total + known, current);
    }

    Progress at(String what) {
        return new Progress(done, total, what);
    }
}
