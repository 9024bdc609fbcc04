package dev.dbsync.agent.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What tells one version of some files from the next without reading them: which files they are, how large, and when they
 * were changed last.
 */
public final class FileStamp {
    /** Two changes within one tick of a file system's clock look the same: what is this young is not yet relied upon. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final List<String> versions;
    private final boolean young;

    private FileStamp(List<String> versions, boolean young) {
        this.versions = versions;
        this.young = young;
    }

    /** The stamp of the files as they are now; those that are not there have one, too. */
    public static FileStamp of(List<Path> files) {
        Instant recently = Instant.now().minus(TICK);
        List<Map<String, Object>> attributes =
                files.stream().map(FileStamp::attributes).toList();
        boolean young = attributes.stream()
                .anyMatch(each -> each.get("ctime") instanceof FileTime changed
                        && changed.toInstant().isAfter(recently));
        return new FileStamp(attributes.stream().map(FileStamp::text).toList(), young);
    }

    private static Map<String, Object> attributes(Path file) {
        try {
            return Files.readAttributes(file, "unix:ino,ctime,size,lastModifiedTime");
        } catch (IOException absent) {
            return Map.of();
        }
    }

    private static String text(Map<String, Object> attributes) {
        return attributes.get("ino") + " " + attributes.get("size") + " " + attributes.get("lastModifiedTime") + " "
                + attributes.get("ctime");
    }

    /** Whether nothing has changed between this stamp and a later one, as surely as can be told. */
    public boolean stillHolds(FileStamp later) {
        return !young && versions.equals(later.versions);
    }

    /** Whether both are of the same versions, as far as can be told. */
    public boolean looksLike(FileStamp other) {
        return versions.equals(other.versions);
    }

    @Override
    public String toString() {
        return Objects.toString(versions);
    }
}
