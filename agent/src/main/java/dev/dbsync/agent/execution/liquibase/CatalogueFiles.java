package dev.dbsync.agent.execution.liquibase;

import dev.dbsync.agent.execution.ChangelogSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.List;
import liquibase.resource.AbstractResource;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.Resource;

/** Lets Liquibase open the files of one catalogue, and nothing else: neither the disk nor the class path. */
final class CatalogueFiles extends AbstractResourceAccessor {
    private final ChangelogSource source;

    CatalogueFiles(ChangelogSource source) {
        this.source = source;
    }

    @Override
    public List<Resource> search(String path, boolean recursive) {
        return List.of();
    }

    @Override
    public List<Resource> getAll(String path) throws IOException {
        // Opened to see whether it is there: a source tells in no other way.
        try {
            source.open(path).close();
            return List.of(new CatalogueFile(path));
        } catch (FileNotFoundException | NoSuchFileException e) {
            return List.of();
        }
    }

    @Override
    public List<String> describeLocations() {
        return List.of("the catalogue");
    }

    @Override
    public void close() {}

    private final class CatalogueFile extends AbstractResource {
        CatalogueFile(String path) {
            super(path, URI.create("catalogue:/" + path.replace(" ", "%20")));
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return source.open(getPath());
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Resource resolve(String other) {
            return new CatalogueFile(resolvePath(other));
        }

        @Override
        public Resource resolveSibling(String other) {
            return new CatalogueFile(resolveSiblingPath(other));
        }
    }
}
