package dev.dbsync.agent.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what is written to standard error goes to systemd's journal. It names the stream in {@code JOURNAL_STREAM},
 * as {@code device:inode}; children whose output goes elsewhere inherit the variable too, so it is compared with the stream
 * (systemd.exec(5)).
 */
final class Journal {
    static final String VARIABLE = "JOURNAL_STREAM";
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Journal() {}

    static boolean takes(Map<String, String> environment) {
        String stream = environment.getOrDefault(VARIABLE, "");
        return !stream.isEmpty() && stream.equals(identity(STANDARD_ERROR));
    }

    static @Nullable String identity(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
            return attributes.get("dev") + ":" + attributes.get("ino");
        } catch (IOException | UnsupportedOperationException unknown) {
            return null;
        }
    }
}
