package dev.dbsync.agent.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells files that are being written from those whose process has gone. A writer holds the kernel's lock on its file, which
 * ends with the process in whatever way.
 *
 * <p>That lock has a trap: it belongs to the process, and is gone as soon as the process closes <em>any</em> descriptor of
 * the file. So a process must never open a file that it writes a second time, not even to read it or to look at its lock.
 * The files that this one writes are listed here, before they are there to be found, and are asked about first.
 */
final class FileLocks {
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private FileLocks() {}

    /** To be called before the file is made. */
    static void own(Path file) {
        OWN.add(file);
    }

    /** To be called after the file was closed. */
    static void disown(Path file) {
        OWN.remove(file);
    }

    /** Whether this process writes the file; if it does, it must not open it. */
    static boolean isOwn(Path file) {
        return OWN.contains(file);
    }

    /**
     * Whether another process writes the file. One thread at a time: two that look at once would be in each other's way.
     *
     * @param file none of {@link #isOwn this process's own}
     * @throws IOException if it may not be looked at
     */
    static synchronized boolean isHeldByAnother(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }
}
