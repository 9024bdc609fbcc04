package dev.dbsync.agent.planning;

import java.util.List;
import java.util.Locale;

/**
 * One step of a plan: what is recorded as one version.
 *
 * @param kind which history the step belongs to
 * @param id the legacy version or the revision that is recorded
 * @param description what the step is for
 * @param files the changelogs that it runs, by name within the catalogue; empty where only a version is recorded
 */
public record Step(Kind kind, String id, String description, List<String> files) {
    public Step {
        files = List.copyOf(files);
    }

    /** The histories. */
    public enum Kind {
        /** A version of sqlalchemy-migrate. */
        LEGACY,
        /** A revision recorded as applied without being run. */
        STAMP,
        /** A revision. */
        REVISION;

        /** The name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
