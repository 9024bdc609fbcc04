package dev.dbsync.agent.bench.ground;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.catalog.loading.LoadedCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A history that comes with the agent. */
public final class PackagedCatalogue {
    private final LoadedCatalog loaded;

    private PackagedCatalogue(LoadedCatalog loaded) {
        this.loaded = loaded;
    }

    /**
     * Loads it.
     *
     * @param name such as {@code nova/main}
     */
    public static PackagedCatalogue of(String name) {
        return new PackagedCatalogue(new CatalogLoader().load(new CatalogFolder.Packaged(name)));
    }

    /** The newest revision. */
    public String head() {
        return loaded.catalog().head().id();
    }

    /** Copies the changelogs of all revisions into a folder; answers their names, oldest first. */
    public List<String> copyChangelogs(Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        for (Revision revision : loaded.catalog().revisions()) {
            try (InputStream changelog = loaded.folder().open(revision.file())) {
                Files.copy(changelog, folder.resolve(revision.file()));
            }
            files.add(revision.file());
        }
        return files;
    }
}
