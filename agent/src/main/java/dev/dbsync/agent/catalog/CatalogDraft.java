package dev.dbsync.agent.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as its descriptor declares it, before anything was checked.
 *
 * @param file the descriptor, for messages
 * @param name {@code service/database}
 * @param versionControl where its databases keep their version
 * @param legacy the legacy track; null where there is none
 * @param revisions revisions in the order in which they are written
 * @param releases releases in the order in which they are written; empty where none are listed
 * @param others revisions of other databases, by whose they are
 * @param readiness what to ask databases around an upgrade
 */
public record CatalogDraft(
        String file,
        String name,
        VersionControl versionControl,
        @Nullable LegacyDraft legacy,
        List<RevisionDraft> revisions,
        List<Release> releases,
        Map<String, List<String>> others,
        List<ReadinessCheck> readiness) {
    public CatalogDraft {
        others = Map.copyOf(others);
        readiness = List.copyOf(readiness);
        revisions = List.copyOf(revisions);
        releases = List.copyOf(releases);
    }

    /**
     * A revision as declared.
     *
     * @param id its name
     * @param revises the id of the revision before it; null for the initial one
     * @param description what it is for
     * @param file its changelog
     */
    public record RevisionDraft(String id, @Nullable String revises, String description, String file) {}

    /**
     * A legacy track as declared.
     *
     * @param repository the value of {@code repository_id}
     * @param before the version before the first step; null when retired
     * @param steps steps in the order in which they are written
     * @param retiredAt the last version of a retired track; null while the steps are kept
     * @param olderRelease the release that brings an older database into reach; may be null
     */
    public record LegacyDraft(
            String repository,
            @Nullable Integer before,
            List<LegacyStep> steps,
            @Nullable Integer retiredAt,
            @Nullable String olderRelease) {
        public LegacyDraft {
            steps = List.copyOf(steps);
        }
    }
}
