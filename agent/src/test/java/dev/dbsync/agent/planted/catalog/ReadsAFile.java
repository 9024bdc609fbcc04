package dev.dbsync.agent.planted.catalog;

import java.nio.file.Files;
import java.nio.file.Path;

final class ReadsAFile {
    private ReadsAFile() {}

    static boolean there(String name) {
        return Files.exists(Path.of(name));
    }
}
