package dev.dbsync.agent.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the project's files from wherever in it the tests are run. */
public final class ProjectFolder {

    private ProjectFolder() {}

    /** {@code path} under the working folder or the nearest folder above it that has it. */
    public static Path find(String path) {
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(path))) {
                return folder.resolve(path);
            }
        }
        throw new IllegalStateException("%s is not in %s nor in any folder above it".formatted(path, start));
    }
}
