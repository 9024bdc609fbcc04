package dev.dbsync.agent.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket, from bind to removal.
 *
 * <pre>
 * stage    /run/dbsync/.4fk2q/s      bound in a folder of mode 0700, so that its first mode, the umask's, is harmless
 * publish  /run/dbsync/agent.sock    the same socket, now 0660, hard-linked to its name; a link never replaces a file
 * remove                             only if it still is that socket
 * </pre>
 *
 * A dead socket is moved into the folder before it is looked at for the last time and deleted: two agents that start at
 * once never delete each other's.
 */
final class UnixSocketFile {
    /** What fits into a {@code sockaddr_un}, without its final zero. */
    private static final int PATH_BYTES = 107;

    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET_TYPE = 0140000;

    private final Path path;
    private final Path folder;
    private final Path staging;
    private final @Nullable String group;
    private @Nullable Object published;

    /**
     * Touches nothing yet.
     *
     * @param group the file's group; null for the process's own
     */
    UnixSocketFile(Path path, @Nullable String group) {
        this.group = group;
        this.path = path.toAbsolutePath().normalize();
        this.folder = parentOf(this.path);
        // Short, so that the staged path is hardly ever longer than the final one.
        int random = ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36, 36 * 36 * 36 * 36 * 36);
        this.staging = folder.resolve("." + Integer.toString(random, 36));
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new ListenException("cannot listen on " + path + ": it names no file");
        }
        return parent;
    }

    /**
     * Makes sure that the name can be had, and answers the path to bind to.
     *
     * @throws ListenException if it cannot
     */
    Path stage() {
        requireFits(path);
        requireFits(staged());
        try {
            Files.createDirectories(folder);
            requireDeadSocket(path);
            Files.createDirectory(
                    staging, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw cannotListen(failure);
        }
        return staged();
    }

    /**
     * Gives the bound socket its mode and its name.
     *
     * @throws ListenException if somebody else took the name
     */
    void publish() {
        try {
            giveToGroup();
            Files.setPosixFilePermissions(staged(), PosixFilePermissions.fromString("rw-rw----"));
            published = keyOf(staged());
            retireDeadSocket();
            Files.createLink(path, staged());
            removeStaging();
        } catch (FileAlreadyExistsException taken) {
            throw alreadyListening();
        } catch (IOException failure) {
            throw cannotListen(failure);
        }
    }

    private void giveToGroup() throws IOException {
        if (group == null) {
            return;
        }
        try {
            PosixFileAttributeView view =
                    Objects.requireNonNull(Files.getFileAttributeView(staged(), PosixFileAttributeView.class));
            GroupPrincipal wanted =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            // The unit allows no chown, not even one that changes nothing.
            if (!view.readAttributes().group().equals(wanted)) {
                view.setGroup(wanted);
            }
        } catch (UserPrincipalNotFoundException unknown) {
            throw new ListenException("cannot listen on " + path + ": there is no group " + group
                    + "; make it, or set another unix_group in [listen]");
        } catch (FileSystemException denied) {
            throw new ListenException("cannot listen on " + path + ": may not give it to the group " + group
                    + "; run the agent with that group (Group= of its unit), or set another unix_group in [listen]");
        }
    }

    /** Removes what {@link #stage} and {@link #publish} made. */
    void remove() throws IOException {
        removeStaging();
        if (published != null && exists(path) && published.equals(keyOf(path))) {
            Files.delete(path);
        }
    }

    private void removeStaging() throws IOException {
        Files.deleteIfExists(staged());
        Files.deleteIfExists(staging);
    }

    private Path staged() {
        return staging.resolve("s");
    }

    private void retireDeadSocket() throws IOException {
        if (!exists(path)) {
            return;
        }
        Path retired = staging.resolve("d");
        Files.move(path, retired, StandardCopyOption.ATOMIC_MOVE);
        try {
            requireDeadSocket(retired);
        } catch (ListenException alive) {
            Files.createLink(path, retired);
            throw alive;
        } finally {
            Files.delete(retired);
        }
    }

    private void requireDeadSocket(Path candidate) throws IOException {
        if (!exists(candidate)) {
            return;
        }
        if (!isSocket(candidate)) {
            throw new ListenException("cannot listen on " + path
                    + ": a file that is not a socket is there; remove it, or set another path");
        }
        if (isAlive(candidate)) {
            throw alreadyListening();
        }
    }

    private static boolean exists(Path candidate) {
        return Files.exists(candidate, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSocket(Path candidate) throws IOException {
        Object mode = Files.getAttribute(candidate, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return mode instanceof Integer bits && (bits & FILE_TYPE) == SOCKET_TYPE;
    }

    private static boolean isAlive(Path candidate) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(candidate));
        } catch (ConnectException refused) {
            return false;
        }
    }

    private static @Nullable Object keyOf(Path candidate) throws IOException {
        return Files.readAttributes(candidate, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void requireFits(Path candidate) {
        int length = candidate.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > PATH_BYTES) {
            throw new ListenException("cannot listen on " + candidate + ": the path has " + length
                    + " bytes, but a Unix socket's may have " + PATH_BYTES + "; set a shorter one");
        }
    }

    private ListenException alreadyListening() {
        return new ListenException("another agent is listening on " + path + "; stop it, or set another path");
    }

    private ListenException cannotListen(IOException failure) {
        return new ListenException(
                "cannot listen on " + path + " (" + reasonOf(failure) + "); make " + folder
                        + " a folder that the agent's user may write to, or set another path",
                failure);
    }

    /** Java's own messages are at times no more than the file's name. */
    private static String reasonOf(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException inTheWay) {
            return inTheWay.getFile() + " is not a folder";
        }
        return String.valueOf(failure.getMessage());
    }
}
