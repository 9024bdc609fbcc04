package dev.dbsync.agent.readiness;

import dev.dbsync.agent.vocabulary.Description;

/** How pressing a finding is. */
@Description(
        "How pressing it is: an upgrade has to wait for it, it comes once the services are upgraded, or it is advice.")
public enum ReadinessLevel {
    /** An upgrade has to wait for it. */
    BLOCKS,
    /** It is to be done once the services are upgraded, and blocks the upgrade after this one. */
    AFTER,
    /** It costs time or space. */
    ADVICE
}
