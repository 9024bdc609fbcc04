package dev.dbsync.agent.execution;

import java.io.IOException;
import java.io.InputStream;

/** Opens the files of one catalogue by name. */
@FunctionalInterface
public interface ChangelogSource {

    /**
     * Opens one file.
     *
     * @param file the file's name within its catalogue
     * @return the file's bytes; the caller closes it
     * @throws IOException if there is no such file, or it cannot be read
     */
    InputStream open(String file) throws IOException;
}
