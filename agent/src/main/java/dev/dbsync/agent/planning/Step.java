package dev.dbsync.agent.planning;

import dev.dbsync.agent.vocabulary.Description;
import java.util.List;
import java.util.Locale;

/**
 * One step of a plan: what is recorded as one version.
 *
 * @param kind which history the step belongs to
 * @param id the legacy version or the revision that is recorded
 * @param description what the step is for
 * @param files the changelogs that it runs, by name within the catalogue; empty where only a version is recorded
 * @param recorded the changelogs that count as run afterwards, where a catalogue's history names each: a revision's own, or,
 *     where it is stamped, those of all revisions up to it
 */
public record Step(Kind kind, String id, String description, List<String> files, List<String> recorded) {
    public Step {
        files = List.copyOf(files);
        recorded = List.copyOf(recorded);
    }

    /** A step that records what it runs. */
    public Step(Kind kind, String id, String description, List<String> files) {
        this(kind, id, description, files, files);
    }

    /** The histories. */
    @Description(
            name = "StepKind",
            value = "What a step is: a legacy version, the stamp of the initial revision, or a revision.")
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
