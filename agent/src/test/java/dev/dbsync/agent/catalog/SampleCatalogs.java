package dev.dbsync.agent.catalog;

import dev.dbsync.agent.catalog.CatalogDraft.RevisionDraft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small catalogues that keep the rules, for tests of what builds on catalogues. */
public final class SampleCatalogs {
    private SampleCatalogs() {}

    /** A line of revisions under Alembic, with legacy versions 11 to 13 before it. */
    public static Catalog alembic(String... ids) {
        return catalog(VersionControl.ALEMBIC, legacy(), ids);
    }

    /** A line of revisions under Alembic that was never under sqlalchemy-migrate. */
    public static Catalog withoutLegacy(String... ids) {
        return catalog(VersionControl.ALEMBIC, null, ids);
    }

    /** A line of revisions whose legacy steps are gone; 13 was the last. */
    public static Catalog retired(@Nullable String release, String... ids) {
        return catalog(VersionControl.ALEMBIC, new LegacyTrack("sample", 13, 13, List.of(), release), ids);
    }

    /** A line of revisions under Liquibase's own history. */
    public static Catalog liquibase(String... ids) {
        return catalog(VersionControl.LIQUIBASE, null, ids);
    }

    private static LegacyTrack legacy() {
        return new LegacyTrack(
                "sample",
                10,
                13,
                List.of(
                        new LegacyStep(11, "The whole schema", List.of("legacy.yaml")),
                        new LegacyStep(12, "Placeholder", List.of()),
                        new LegacyStep(13, "Placeholder", List.of())),
                null);
    }

    private static Catalog catalog(VersionControl versionControl, @Nullable LegacyTrack legacy, String... ids) {
        List<Revision> revisions = new ArrayList<>();
        for (String id : ids) {
            revisions.add(new Revision(id, "What " + id + " is for", id + ".yaml"));
        }
        return new Catalog("sample/main", versionControl, legacy, revisions);
    }

    static List<RevisionDraft> line(String... ids) {
        List<RevisionDraft> line = new ArrayList<>();
        String before = null;
        for (String id : ids) {
            line.add(new RevisionDraft(id, before, "What it is for", file(line.size() + 1, id)));
            before = id;
        }
        return line;
    }

    static String file(int place, String id) {
        return String.format("%02d-%s-purpose.yaml", place, id);
    }
}
