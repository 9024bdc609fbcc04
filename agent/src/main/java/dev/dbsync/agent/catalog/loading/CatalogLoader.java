package dev.dbsync.agent.catalog.loading;

import dev.dbsync.agent.catalog.BrokenCatalogException;
import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.CatalogDraft;
import dev.dbsync.agent.catalog.CatalogProblem;
import dev.dbsync.agent.catalog.CatalogRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads the packaged catalogues and those of an operator's folder. Thread-safe. */
public final class CatalogLoader {
    private static final String PACKAGED = "/catalogs/packaged.txt";

    private final DescriptorReader reader = new DescriptorReader();

    /** Names of the catalogues that come with the agent, in the order in which their databases are synchronised. */
    public static List<String> packagedNames() {
        InputStream stream =
                Objects.requireNonNull(CatalogLoader.class.getResourceAsStream(PACKAGED), "resource " + PACKAGED);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /**
     * Loads all catalogues, by name.
     *
     * @param supplied the folder of further catalogues, {@code <folder>/<service>/<database>/catalog.yaml}; null for none
     * @throws BrokenCatalogException with the problems of all catalogues together
     */
    public Map<String, LoadedCatalog> load(@Nullable Path supplied) {
        List<CatalogProblem> problems = new ArrayList<>();
        List<CatalogFolder> folders = new ArrayList<>();
        packagedNames().forEach(name -> folders.add(new CatalogFolder.Packaged(name)));
        folders.addAll(suppliedFolders(supplied, problems));
        Map<String, LoadedCatalog> catalogs = new LinkedHashMap<>();
        for (CatalogFolder folder : folders) {
            try {
                add(load(folder), catalogs);
            } catch (BrokenCatalogException exception) {
                problems.addAll(exception.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new BrokenCatalogException(problems);
        }
        return Map.copyOf(catalogs);
    }

    /**
     * Loads one catalogue.
     *
     * @throws BrokenCatalogException if it breaks a rule, or a file of it is missing or left over
     */
    public LoadedCatalog load(CatalogFolder folder) {
        String descriptor = folder.describe(CatalogFolder.DESCRIPTOR);
        Catalog catalog = CatalogRules.check(draft(folder, descriptor));
        List<CatalogProblem> problems = new FileRules(catalog, folder).problems();
        if (!problems.isEmpty()) {
            throw new BrokenCatalogException(problems);
        }
        return new LoadedCatalog(catalog, folder);
    }

    private CatalogDraft draft(CatalogFolder folder, String descriptor) {
        return reader.read(folder).toDraft(descriptor);
    }

    private static void add(LoadedCatalog loaded, Map<String, LoadedCatalog> catalogs) {
        LoadedCatalog duplicate = catalogs.putIfAbsent(loaded.catalog().name(), loaded);
        if (duplicate != null) {
            throw new BrokenCatalogException(List.of(new CatalogProblem(
                    loaded.folder().describe(CatalogFolder.DESCRIPTOR),
                    loaded.catalog().name(),
                    "is already the name of " + duplicate.folder().describe(CatalogFolder.DESCRIPTOR),
                    "give the catalogue a name of its own")));
        }
    }

    private static List<CatalogFolder> suppliedFolders(@Nullable Path root, List<CatalogProblem> problems) {
        if (root == null) {
            return List.of();
        }
        try (Stream<Path> services = Files.list(root)) {
            List<CatalogFolder> folders = new ArrayList<>();
            for (Path service : services.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> databases = Files.list(service)) {
                    databases
                            .filter(Files::isDirectory)
                            .sorted()
                            .forEach(folder -> folders.add(new CatalogFolder.Supplied(folder)));
                }
            }
            return folders;
        } catch (IOException exception) {
            problems.add(new CatalogProblem(
                    root.toString(),
                    "catalogs",
                    "cannot be listed",
                    "create the folder and let the agent's user read it"));
            return List.of();
        }
    }
}
