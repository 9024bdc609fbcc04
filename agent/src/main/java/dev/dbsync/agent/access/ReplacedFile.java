package dev.dbsync.agent.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * A text file that is changed by putting a new one in its place, which keeps owner, group and mode: a reader sees all of a
 * change or nothing of it. Changes at the same time wait for each other, in whatever process.
 *
 * @param path absolute
 */
record ReplacedFile(Path path) {
    private static final String MODE_OF_A_NEW_FILE = "rw-r-----";

    /** Makes the new text of the old. */
    @FunctionalInterface
    interface Change {
        String of(String text) throws AccessFileException;
    }

    /** Changes the file, or makes it if it is not there. */
    void change(Change change) throws IOException, AccessFileException {
        // A lock on a file belongs to the process: its threads have to be told apart before.
        synchronized (ReplacedFile.class) {
            boolean changed = false;
            while (!changed) {
                changed = tryChange(change);
            }
        }
    }

    /** Answers false if, while we waited for the lock, another process put a new file in the place of the locked one. */
    private boolean tryChange(Change change) throws IOException, AccessFileException {
        boolean made = createIfMissing();
        Object key = key();
        try (FileChannel held = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = held.lock()) {
            if (!lock.isValid() || !key.equals(key())) {
                return false;
            }
            replace(change.of(AccessText.read(path)));
            return true;
        } catch (AccessFileException | IOException failure) {
            if (made) {
                Files.deleteIfExists(path);
            }
            throw failure;
        }
    }

    private Object key() throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "files have keys on this system");
    }

    private boolean createIfMissing() throws IOException {
        if (Files.exists(path)) {
            return false;
        }
        Files.createFile(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE_OF_A_NEW_FILE)));
        // The folder's group is the one that its files are for; whoever calls may be root.
        PosixFileAttributeView view = view(path);
        view.setGroup(view(folder(path)).readAttributes().group());
        view.setPermissions(PosixFilePermissions.fromString(MODE_OF_A_NEW_FILE));
        return true;
    }

    private void replace(String text) throws IOException {
        Path target = path.toRealPath();
        Path next = Files.createTempFile(folder(target), ".tokens-", ".new");
        try {
            copyAttributes(target, next);
            Files.writeString(next, text, StandardCharsets.UTF_8);
            try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void copyAttributes(Path from, Path to) throws IOException {
        PosixFileAttributes wanted = view(from).readAttributes();
        PosixFileAttributeView view = view(to);
        PosixFileAttributes present = view.readAttributes();
        if (!present.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!present.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        view.setPermissions(wanted.permissions());
    }

    private static PosixFileAttributeView view(Path file) {
        return Objects.requireNonNull(Files.getFileAttributeView(file, PosixFileAttributeView.class));
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file has a folder");
    }
}
