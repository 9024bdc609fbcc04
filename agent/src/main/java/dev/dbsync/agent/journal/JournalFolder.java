package dev.dbsync.agent.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The folder of a journal's files. Several processes use it at once. */
final class JournalFolder {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));

    private final Path folder;

    JournalFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    Path file(FileName name) {
        return folder.resolve(name.text());
    }

    /**
     * The names of the files, those of the newest operations first; none where there is no folder.
     *
     * @throws IOException if the folder may not be looked at
     */
    List<FileName> newestFirst() throws IOException {
        List<FileName> names = new ArrayList<>();
        requireOwn();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!Files.isSymbolicLink(file)) {
                    FileName.of(file).ifPresent(names::add);
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        names.sort(Comparator.reverseOrder());
        return names;
    }

    /** The name of an operation's file. */
    Optional<FileName> find(String operation) throws IOException {
        return newestFirst().stream()
                .filter(name -> name.operation().equals(operation))
                .findFirst();
    }

    /**
     * Makes a file, and the folder if it is not there.
     *
     * @throws IOException if that cannot be
     */
    JournalWriter create(FileName name) throws IOException {
        requireOwn();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PRIVATE);
            Ownership.adoptFromFolder(folder);
        }
        return JournalWriter.create(file(name));
    }

    /**
     * Removes the files of the oldest operations, file by file: a kill in between leaves some for the next time. One that
     * is still written stays.
     *
     * @param kept how many stay
     */
    void prune(int kept) throws IOException {
        List<FileName> names = newestFirst();
        for (int oldest = names.size() - 1; oldest >= kept; oldest--) {
            Path file = file(names.get(oldest));
            if (!FileLocks.isOwn(file) && !isHeld(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Who may write the folder around it could lead what the agent writes and removes to anywhere. */
    private void requireOwn() throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + " is a link; put a folder in its place");
        }
    }

    private static boolean isHeld(Path file) throws IOException {
        try {
            return FileLocks.isHeldByAnother(file);
        } catch (NoSuchFileException removedByAnother) {
            return false;
        }
    }
}
