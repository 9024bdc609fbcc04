package dev.dbsync.agent.catalog.loading;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.dbsync.agent.catalog.CatalogDraft;
import dev.dbsync.agent.catalog.CatalogDraft.LegacyDraft;
import dev.dbsync.agent.catalog.CatalogDraft.RevisionDraft;
import dev.dbsync.agent.catalog.LegacyStep;
import dev.dbsync.agent.catalog.VersionControl;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shape of {@code catalog.yaml}, as {@code docs/catalogs.md} describes it. */
record Descriptor(
        @JsonProperty(required = true) String catalog,
        @JsonProperty(required = true) VersionControl versionControl,
        @Nullable Legacy legacy,
        @JsonProperty(required = true) List<RevisionEntry> revisions) {

    record Legacy(
            @JsonProperty(required = true) String repository,
            @Nullable Integer before,
            @Nullable List<Step> steps,
            @Nullable Retired retired) {
        LegacyDraft toDraft() {
            List<LegacyStep> written = steps == null
                    ? List.of()
                    : steps.stream().flatMap(Step::toSteps).toList();
            return new LegacyDraft(
                    repository,
                    before,
                    written,
                    retired == null ? null : retired.last(),
                    retired == null ? null : retired.release());
        }
    }

    /** One step, or a run of steps that are alike. */
    record Step(
            @Nullable Integer version,
            @Nullable String versions,
            @JsonProperty(required = true) String description,
            @Nullable List<String> files) {
        Stream<LegacyStep> toSteps() {
            List<String> changelogs = files == null ? List.of() : files;
            return numbers().mapToObj(number -> new LegacyStep(number, description, changelogs));
        }

        private IntStream numbers() {
            if (version != null && versions == null) {
                return IntStream.of(version);
            }
            if (version == null && versions != null && versions.matches("[0-9]{1,9}-[0-9]{1,9}")) {
                String[] ends = versions.split("-", 2);
                return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            }
            throw new IllegalArgumentException("a legacy step needs `version: 402`, or `versions: 403-422`");
        }
    }

    record Retired(@JsonProperty(required = true) Integer last, @Nullable String release) {}

    record RevisionEntry(
            @JsonProperty(required = true) String id,
            @Nullable String revises,
            @JsonProperty(required = true) String description,
            @JsonProperty(required = true) String file) {
        RevisionDraft toDraft() {
            return new RevisionDraft(id, revises, description, file);
        }
    }

    CatalogDraft toDraft(String file) {
        return new CatalogDraft(
                file,
                catalog,
                versionControl,
                legacy == null ? null : legacy.toDraft(),
                revisions.stream().map(RevisionEntry::toDraft).toList());
    }
}
