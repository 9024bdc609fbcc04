package dev.dbsync.agent.catalog.loading;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dbsync.agent.catalog.CatalogDraft;
import dev.dbsync.agent.catalog.CatalogDraft.LegacyDraft;
import dev.dbsync.agent.catalog.CatalogDraft.RevisionDraft;
import dev.dbsync.agent.catalog.LegacyStep;
import dev.dbsync.agent.catalog.ReadinessCheck;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.catalog.VersionControl;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shape of {@code catalog.yaml}, as {@code docs/catalogs.md} describes it. */
record Descriptor(
        @JsonProperty(required = true) String catalog,
        @JsonProperty(required = true) VersionControl versionControl,
        @Nullable Legacy legacy,
        @JsonProperty(required = true) List<RevisionEntry> revisions,
        @Nullable List<ReleaseEntry> releases,
        @Nullable Map<String, List<String>> others,
        @Nullable List<ReadinessEntry> readiness) {
    Descriptor {
        required(catalog, "catalog");
        required(versionControl, "versionControl");
        required(revisions, "revisions").forEach(revision -> required(revision, "revisions"));
        if (releases != null) {
            releases.forEach(release -> required(release, "releases"));
        }
        if (readiness != null) {
            readiness.forEach(check -> required(check, "readiness"));
        }
        if (others != null) {
            others.forEach((owner, ids) -> required(ids, "others").forEach(id -> required(id, owner)));
        }
    }

    /** A key that is there without a value counts as written for the parser. */
    private static <T> T required(@Nullable T value, String key) {
        if (value == null) {
            throw new IllegalArgumentException(key + " has no value");
        }
        return value;
    }

    record Legacy(
            @JsonProperty(required = true) String repository,
            @Nullable Integer before,
            @Nullable List<Step> steps,
            @Nullable Retired retired,
            @Nullable String olderRelease) {
        Legacy {
            required(repository, "repository");
        }

        LegacyDraft toDraft() {
            List<LegacyStep> written = steps == null
                    ? List.of()
                    : steps.stream().flatMap(Step::toSteps).toList();
            return new LegacyDraft(repository, before, written, retired == null ? null : retired.last(), olderRelease);
        }
    }

    /** One step, or a run of steps that are alike. */
    record Step(
            @Nullable Integer version,
            @Nullable String versions,
            @JsonProperty(required = true) String description,
            @Nullable List<String> files) {
        Step {
            required(description, "description");
            numbers(version, versions);
        }

        Stream<LegacyStep> toSteps() {
            List<String> changelogs = files == null ? List.of() : files;
            return numbers(version, versions).mapToObj(number -> new LegacyStep(number, description, changelogs));
        }

        private static IntStream numbers(@Nullable Integer version, @Nullable String versions) {
            if (version != null && versions == null) {
                return IntStream.of(version);
            }
            if (version == null && versions != null && versions.matches("[0-9]{1,9}-[0-9]{1,9}")) {
                String[] ends = versions.split("-", 2);
                return range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            }
            throw wrongNumbers();
        }

        private static IntStream range(int first, int last) {
            if (first > last) {
                throw wrongNumbers();
            }
            return IntStream.rangeClosed(first, last);
        }

        private static IllegalArgumentException wrongNumbers() {
            return new IllegalArgumentException("a legacy step needs `version: 402`, or `versions: 403-422`");
        }
    }

    record Retired(@JsonProperty(required = true) Integer last) {
        Retired {
            required(last, "last");
        }
    }

    record RevisionEntry(
            @JsonProperty(required = true) String id,
            @Nullable String revises,
            @JsonProperty(required = true) String description,
            @JsonProperty(required = true) String file) {
        RevisionEntry {
            required(id, "id");
            required(description, "description");
            required(file, "file");
        }

        RevisionDraft toDraft() {
            return new RevisionDraft(id, revises, description, file);
        }
    }

    record ReleaseEntry(
            @Nullable String series,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) Integer version,
            @Nullable String head,
            @Nullable Integer legacy,
            boolean slurp,
            @Nullable Integer services,
            boolean unreleased) {
        ReleaseEntry {
            required(name, "name");
            required(version, "version");
        }

        Release toRelease() {
            return new Release(series, name, version, head, legacy, slurp, services, unreleased);
        }
    }

    record ReadinessEntry(
            @JsonProperty(required = true) String id,
            boolean blocks,
            @Nullable String since,
            @Nullable Integer release,
            @JsonProperty(required = true) String query,
            @JsonProperty(required = true) String found,
            @JsonProperty(required = true) String remedy) {
        ReadinessEntry {
            required(id, "id");
            required(query, "query");
            required(found, "found");
            required(remedy, "remedy");
        }

        ReadinessCheck toCheck() {
            return new ReadinessCheck(id, blocks, since, release, query, found, remedy);
        }
    }

    CatalogDraft toDraft(String file) {
        return new CatalogDraft(
                file,
                catalog,
                versionControl,
                legacy == null ? null : legacy.toDraft(),
                revisions.stream().map(RevisionEntry::toDraft).toList(),
                releases == null
                        ? List.of()
                        : releases.stream().map(ReleaseEntry::toRelease).toList(),
                others == null ? Map.of() : others,
                readiness == null
                        ? List.of()
                        : readiness.stream().map(ReadinessEntry::toCheck).toList());
    }
}
