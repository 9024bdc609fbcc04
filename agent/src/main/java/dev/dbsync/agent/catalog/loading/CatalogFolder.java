package dev.dbsync.agent.catalog.loading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where the files of one catalogue lie: beside the classes, or in a folder of the operator's. */
public sealed interface CatalogFolder {

    /** The descriptor's name within each folder. */
    String DESCRIPTOR = "catalog.yaml";

    /**
     * Opens a file of the folder; the caller closes it.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     */
    InputStream open(String file) throws IOException;

    /** How a file of the folder is called in messages. */
    String describe(String file);

    /** A catalogue that comes with the agent. */
    record Packaged(String name) implements CatalogFolder {
        @Override
        public InputStream open(String file) throws IOException {
            InputStream stream = CatalogFolder.class.getResourceAsStream("/catalogs/" + name + "/" + file);
            if (stream == null) {
                throw new NoSuchFileException(describe(file));
            }
            return stream;
        }

        @Override
        public String describe(String file) {
            return "packaged catalogue " + name + ", " + file;
        }
    }

    /** A catalogue that an operator supplied. */
    record Supplied(Path folder) implements CatalogFolder {
        @Override
        public InputStream open(String file) throws IOException {
            Path path = folder.resolve(file).normalize();
            if (!path.startsWith(folder)) {
                throw new NoSuchFileException(file, null, "lies outside its catalogue's folder");
            }
            return Files.newInputStream(path);
        }

        @Override
        public String describe(String file) {
            return folder.resolve(file).toString();
        }
    }
}
