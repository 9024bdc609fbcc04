package dev.dbsync.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes the file of one operation, and holds its lock for as long. Thread-safe. */
final class JournalWriter implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    private final Path file;
    private final FileChannel channel;
    private long length;
    private boolean named;

    private JournalWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Makes the file, which must not be there, and locks it.
     *
     * @throws IOException if that cannot be
     */
    static JournalWriter create(Path file) throws IOException {
        FileLocks.own(file);
        try {
            return new JournalWriter(file, locked(file));
        } catch (IOException | RuntimeException failure) {
            FileLocks.disown(file);
            throw failure;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE);
        try {
            Ownership.adoptFromFolder(file);
            // Waits for a reader who looks whether the file is locked, which takes a moment.
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException failure) {
            // What is not locked would be taken for what a dead process left, and be in the way of another try.
            try (channel) {
                Files.deleteIfExists(file);
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    /**
     * Adds a line, whole or not at all.
     *
     * @param lasting whether to wait until it would outlast a failure of power
     * @throws IOException if it cannot be written; the next one may be
     */
    synchronized void append(byte[] line, boolean lasting) throws IOException {
        try {
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest, length + rest.position());
            }
            if (lasting) {
                makeLasting();
            }
            length += line.length;
        } catch (IOException failure) {
            cutBack(failure);
            throw failure;
        }
    }

    private void makeLasting() throws IOException {
        channel.force(false);
        if (!named) {
            makeNameLasting();
            named = true;
        }
    }

    /** That the file is there is known to the folder, not to the file. Some file systems do not let it be forced. */
    private void makeNameLasting() {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notForced) {
            // It then lasts from when the kernel writes it.
        }
    }

    private void cutBack(IOException failure) {
        try {
            channel.truncate(length);
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            channel.close();
        } finally {
            FileLocks.disown(file);
        }
    }
}
