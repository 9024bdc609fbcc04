package dev.dbsync.agent;

import dev.dbsync.agent.cli.CommandFailedException;
import dev.dbsync.agent.files.Writers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an agent's own files, held by one process at a time through a lock on a file in it. The kernel lets go of
 * the lock when the process ends in whatever way; the file stays, since removing it would race with the next to lock it.
 */
final class StateDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "agent.lock";
    private static final int LONGEST_PID = 20;

    private final FileChannel channel;

    private StateDirectory(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if it is not there, and holds it.
     *
     * @throws CommandFailedException if that cannot be, or another process holds it
     */
    static StateDirectory hold(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            Writers.warnOfUntrusted(folder);
            return lock(folder);
        } catch (IOException failure) {
            throw new CommandFailedException("cannot use the state directory " + folder + ": " + reason(failure, folder)
                    + "; let the agent's user write there, or set state_dir in [agent]");
        }
    }

    private static StateDirectory lock(Path folder) throws IOException {
        Path file = folder.resolve(LOCK_FILE);
        // What others put there in its place is neither followed nor written.
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(file.toString());
            }
            if (tryLock(channel) == null) {
                throw new CommandFailedException("another agent" + holder(channel) + " uses the state directory "
                        + folder + "; stop it, or set another state_dir in [agent]");
            }
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return new StateDirectory(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** What the holder wrote, if it has come to that. */
    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PID);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return pid.matches("\\d+") ? " (process " + pid + ")" : "";
    }

    private static String reason(IOException failure, Path folder) {
        if (failure instanceof AccessDeniedException denied) {
            return "permission denied on " + denied.getFile();
        }
        if (failure instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is not a folder";
        }
        Path lock = folder.resolve(LOCK_FILE);
        return Files.exists(lock, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
                ? lock + " is a link, or no regular file"
                : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
