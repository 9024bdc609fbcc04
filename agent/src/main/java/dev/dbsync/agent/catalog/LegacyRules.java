package dev.dbsync.agent.catalog;

import dev.dbsync.agent.catalog.CatalogDraft.LegacyDraft;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of a legacy track: one step for each version, from the first to the last, or none and retired. */
final class LegacyRules {
    private final CatalogDraft catalog;
    private final LegacyDraft draft;
    private final List<CatalogProblem> problems;

    LegacyRules(CatalogDraft catalog, LegacyDraft draft, List<CatalogProblem> problems) {
        this.catalog = catalog;
        this.draft = draft;
        this.problems = problems;
    }

    /** The track, or null after a problem was reported. */
    @Nullable
    LegacyTrack track() {
        Integer retiredAt = draft.retiredAt();
        return retiredAt == null ? kept() : retired(retiredAt);
    }

    private @Nullable LegacyTrack retired(int last) {
        if (draft.before() != null || !draft.steps().isEmpty()) {
            report("legacy", "is retired and has steps", "remove either `retired` or `before` and `steps`");
            return null;
        }
        return new LegacyTrack(draft.repository(), last, last, List.of(), draft.olderRelease());
    }

    private @Nullable LegacyTrack kept() {
        Integer before = draft.before();
        if (before == null || draft.steps().isEmpty()) {
            report("legacy", "has no steps", "give `before` and `steps`, or say `retired`");
            return null;
        }
        int problemsBefore = problems.size();
        List<LegacyStep> line = line(before);
        return problems.size() > problemsBefore
                ? null
                : new LegacyTrack(draft.repository(), before, before + line.size(), line, draft.olderRelease());
    }

    private List<LegacyStep> line(int before) {
        List<LegacyStep> line = new ArrayList<>();
        int expected = before + 1;
        for (LegacyStep step : draft.steps()) {
            if (step.version() > expected) {
                report("legacy " + step.version(), "follows " + (expected - 1), "close the gap: declare " + expected);
            } else if (step.version() < expected) {
                report(
                        "legacy " + step.version(),
                        "comes a second time, or too late",
                        "write each version once, in order");
            }
            line.add(step);
            expected = step.version() + 1;
        }
        return line;
    }

    private void report(String id, String seen, String remedy) {
        problems.add(new CatalogProblem(catalog.file(), id, seen, remedy));
    }
}
