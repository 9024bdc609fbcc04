package dev.dbsync.agent.catalog.loading;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.CatalogProblem;
import dev.dbsync.agent.catalog.LegacyStep;
import dev.dbsync.agent.catalog.Revision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds a catalogue against the files of its folder: none missing, none left over, the folder where its name says. */
final class FileRules {
    private final Catalog catalog;
    private final CatalogFolder folder;

    FileRules(Catalog catalog, CatalogFolder folder) {
        this.catalog = catalog;
        this.folder = folder;
    }

    /** What is wrong; empty when all is well. A packaged folder cannot be listed, so only its missing files show. */
    List<CatalogProblem> problems() {
        List<CatalogProblem> problems = new ArrayList<>(missingFiles());
        if (folder instanceof CatalogFolder.Supplied supplied) {
            problems.addAll(leftOverFiles(supplied));
            problems.addAll(misplaced(supplied));
        }
        return problems;
    }

    private List<CatalogProblem> missingFiles() {
        List<CatalogProblem> problems = new ArrayList<>();
        for (Revision revision : catalog.revisions()) {
            missing(revision.file(), revision.id(), problems);
        }
        for (LegacyStep step : catalog.legacyTrack().map(track -> track.steps()).orElse(List.of())) {
            step.files().forEach(file -> missing(file, "legacy " + step.version(), problems));
        }
        return problems;
    }

    private void missing(String file, String id, List<CatalogProblem> problems) {
        try (InputStream stream = folder.open(file)) {
            stream.read();
        } catch (IOException exception) {
            problems.add(new CatalogProblem(
                    folder.describe(CatalogFolder.DESCRIPTOR),
                    id,
                    "names the file " + file + ", which is missing or cannot be read",
                    "put the file beside the descriptor, readable to the agent"));
        }
    }

    /** A file that nothing names is a revision that somebody forgot to declare. */
    private List<CatalogProblem> leftOverFiles(CatalogFolder.Supplied supplied) {
        Set<String> files = listed(supplied);
        catalog.revisions().forEach(revision -> files.remove(revision.file()));
        catalog.legacyTrack().stream()
                .flatMap(track -> track.steps().stream())
                .map(LegacyStep::files)
                .flatMap(Collection::stream)
                .forEach(files::remove);
        return files.stream()
                .filter(file -> file.matches("[0-9]+-.*"))
                .map(file -> new CatalogProblem(
                        folder.describe(file),
                        file,
                        "is declared nowhere",
                        "declare its revision in catalog.yaml, or remove it"))
                .toList();
    }

    private static Set<String> listed(CatalogFolder.Supplied folder) {
        try (Stream<Path> files = Files.list(folder.folder())) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(String.valueOf(file.getFileName())));
            return names;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private List<CatalogProblem> misplaced(CatalogFolder.Supplied supplied) {
        if (supplied.folder().endsWith(Path.of(catalog.name()))) {
            return List.of();
        }
        return List.of(new CatalogProblem(
                folder.describe(CatalogFolder.DESCRIPTOR),
                catalog.name(),
                "lies in a folder of another name",
                "move it to " + catalog.name() + " below the catalogues' folder"));
    }
}
