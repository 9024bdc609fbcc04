package dev.dbsync.agent.catalog;

import dev.dbsync.agent.catalog.CatalogDraft.RevisionDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a catalogue obeys: one root, one head, no gap, no duplicate, no id that looks like a legacy version.
 *
 * <p>All problems are gathered before any is reported, but for those that only follow from another: the line of
 * revisions is walked only when ids and links are sound by themselves.
 */
public final class CatalogRules {
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_]{4,32}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern QUESTION = Pattern.compile("(?i)select\\s");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+/[a-z0-9_-]+");

    private final CatalogDraft draft;
    private final List<CatalogProblem> problems = new ArrayList<>();

    private CatalogRules(CatalogDraft draft) {
        this.draft = draft;
    }

    /**
     * Checks a draft and makes a catalogue of it.
     *
     * @throws BrokenCatalogException with every rule that the draft breaks
     */
    public static Catalog check(CatalogDraft draft) {
        return new CatalogRules(draft).catalog();
    }

    private Catalog catalog() {
        checkName();
        checkIds();
        checkFileNames();
        checkLinks();
        List<Revision> line = problems.isEmpty() ? line() : List.of();
        LegacyTrack legacy = draft.legacy() == null ? null : new LegacyRules(draft, draft.legacy(), problems).track();
        if (problems.isEmpty()) {
            new ReleaseRules(draft, line, legacy, problems).check();
            checkReadiness(line);
        }
        if (!problems.isEmpty()) {
            throw new BrokenCatalogException(problems);
        }
        return new Catalog(
                draft.name(),
                draft.versionControl(),
                legacy,
                line,
                draft.releases(),
                draft.others(),
                draft.readiness(),
                null);
    }

    private void checkReadiness(List<Revision> line) {
        Set<String> seen = new HashSet<>();
        for (ReadinessCheck check : draft.readiness()) {
            String name = "readiness " + check.id();
            if (!seen.add(check.id())) {
                report(name, "is declared twice", "remove one of the two, or give it an id of its own");
            }
            if (!QUESTION.matcher(check.query()).lookingAt()) {
                report(name, "has a query that is no SELECT", "ask for what there is to do: it must change nothing");
            }
            if (check.since() != null && line.stream().map(Revision::id).noneMatch(check.since()::equals)) {
                report(name, "has since " + check.since() + ", which is not there", "name one of the revisions");
            }
            if (check.release() != null
                    && draft.releases().stream().noneMatch(release -> release.version() == check.release())) {
                report(name, "has release " + check.release() + ", which is not there", "name a release's `version`");
            }
        }
    }

    private void checkName() {
        if (!NAME.matcher(draft.name()).matches()) {
            report(draft.name(), "is not a catalogue's name", "write it as service/database, such as nova/main");
        }
        if (draft.revisions().isEmpty()) {
            report("revisions", "is empty", "declare at least the initial revision");
        }
    }

    private void checkIds() {
        Set<String> seen = new HashSet<>();
        for (RevisionDraft revision : draft.revisions()) {
            if (DIGITS.matcher(revision.id()).matches()) {
                report(revision.id(), "looks like a legacy version", "give the revision an id with a letter in it");
            } else if (!ID.matcher(revision.id()).matches()) {
                report(revision.id(), "is not a revision id", "use 4 to 32 letters, digits and underscores");
            }
            if (!seen.add(revision.id())) {
                report(revision.id(), "is declared twice", "remove one of the two, or give it an id of its own");
            }
        }
    }

    /** A file's name tells order, id and purpose; a name that tells something else would mislead whoever lists them. */
    private void checkFileNames() {
        int place = 0;
        Set<String> seen = new HashSet<>();
        for (RevisionDraft revision : draft.revisions()) {
            String start = String.format("%02d-%s-", ++place, revision.id());
            if (!revision.file().startsWith(start)) {
                report(revision.id(), "has the file " + revision.file(), "name the file " + start + "purpose.yaml");
            }
            if (!seen.add(revision.file())) {
                report(revision.id(), "shares the file " + revision.file(), "give each revision a file of its own");
            }
        }
    }

    private void checkLinks() {
        Set<String> ids = new HashSet<>();
        draft.revisions().forEach(revision -> ids.add(revision.id()));
        Map<String, String> followers = new HashMap<>();
        for (RevisionDraft revision : draft.revisions()) {
            String revises = revision.revises();
            if (revises == null) {
                checkOnlyBase(revision);
            } else if (!ids.contains(revises)) {
                report(
                        revision.id(),
                        "revises " + revises + ", which is not there",
                        "close the gap: declare " + revises);
            } else {
                checkOnlyFollower(followers.put(revises, revision.id()), revision);
            }
        }
    }

    private void checkOnlyBase(RevisionDraft revision) {
        RevisionDraft first = draft.revisions().stream()
                .filter(other -> other.revises() == null)
                .findFirst()
                .orElse(revision);
        if (!first.equals(revision)) {
            report(revision.id(), "is a second base beside " + first.id(), "say which revision it revises");
        }
    }

    private void checkOnlyFollower(@Nullable String other, RevisionDraft revision) {
        if (other != null) {
            report(
                    revision.id(),
                    "revises " + revision.revises() + ", as " + other + " does, which makes two heads",
                    "put the one after the other");
        }
    }

    /** With one follower for each id, walking from the base visits a single line; what it misses goes round in a cycle. */
    private List<Revision> line() {
        Map<String, RevisionDraft> followers = new HashMap<>();
        RevisionDraft next = null;
        for (RevisionDraft revision : draft.revisions()) {
            if (revision.revises() == null) {
                next = revision;
            } else {
                followers.put(revision.revises(), revision);
            }
        }
        List<Revision> line = new ArrayList<>();
        while (next != null) {
            line.add(new Revision(next.id(), next.description(), next.file()));
            next = followers.get(next.id());
        }
        checkWhole(line);
        return line;
    }

    private void checkWhole(List<Revision> line) {
        Set<String> reached = new HashSet<>();
        line.forEach(revision -> reached.add(revision.id()));
        for (RevisionDraft revision : draft.revisions()) {
            if (!reached.contains(revision.id())) {
                report(revision.id(), "cannot be reached from the base", "break the cycle that its revises makes");
            }
        }
        List<String> written = draft.revisions().stream().map(RevisionDraft::id).toList();
        if (problems.isEmpty()
                && !written.equals(line.stream().map(Revision::id).toList())) {
            report("revisions", "are not written in their order", "write them oldest first");
        }
    }

    private void report(String id, String seen, String remedy) {
        problems.add(new CatalogProblem(draft.file(), id, seen, remedy));
    }
}
