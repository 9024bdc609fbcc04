package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.LockHolder;
import java.util.Optional;

/** What came of a sync of one database that did not fail. */
public sealed interface SyncOutcome {

    /** The plan was carried out: steps run, nothing to do, or a refusal, as it says. */
    record Finished(Planned planned) implements SyncOutcome {}

    /** Steps are left: the listener wanted no further one. */
    record Stopped() implements SyncOutcome {}

    /** There is no lock that would keep others away. */
    record Unguarded() implements SyncOutcome {}

    /** Another holds the lock, and did not let go of it in time. */
    record Locked(Optional<LockHolder> holder) implements SyncOutcome {}
}
