package dev.dbsync.agent.execution;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.CatalogProblem;
import dev.dbsync.agent.catalog.LegacyStep;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.VersionControl;
import dev.dbsync.agent.control.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules that a catalogue's changelogs obey on an engine: each compiles, and can be recorded as its catalogue says. */
public final class ScriptRules {
    private final Catalog catalog;
    private final ScriptCompiler compiler;
    private final List<CatalogProblem> problems = new ArrayList<>();

    private ScriptRules(Catalog catalog, ScriptCompiler compiler) {
        this.catalog = catalog;
        this.compiler = compiler;
    }

    /** What is wrong with the changelogs of a catalogue; empty when all is well. */
    public static List<CatalogProblem> problems(Catalog catalog, ScriptCompiler compiler) {
        ScriptRules rules = new ScriptRules(catalog, compiler);
        catalog.revisions().forEach(rules::check);
        catalog.legacyTrack().ifPresent(track -> track.steps().forEach(rules::check));
        return List.copyOf(rules.problems);
    }

    private void check(Revision revision) {
        compiled(revision.file(), revision.id())
                .filter(script -> catalog.versionControl() == VersionControl.LIQUIBASE)
                .ifPresent(script -> checkHistory(revision, script));
    }

    private void check(LegacyStep step) {
        step.files().forEach(file -> compiled(file, "legacy " + step.version()));
    }

    private void checkHistory(Revision revision, Script script) {
        Optional<String> recorded = script.history().map(HistoryEntry::id);
        if (!recorded.equals(Optional.of(revision.id()))) {
            problems.add(new CatalogProblem(
                    revision.file(),
                    revision.id(),
                    recorded.map(id -> "has a changeset " + id).orElse("has not just one changeset"),
                    "under versionControl: liquibase, put one changeset into the file, and give it the revision's id"));
        }
    }

    private Optional<Script> compiled(String file, String id) {
        try {
            return Optional.of(compiler.compile(file));
        } catch (BrokenChangelogException exception) {
            problems.add(new CatalogProblem(
                    file,
                    id,
                    "cannot be used: " + exception.getMessage(),
                    "see docs/catalogs.md for what it may hold"));
            return Optional.empty();
        }
    }
}
