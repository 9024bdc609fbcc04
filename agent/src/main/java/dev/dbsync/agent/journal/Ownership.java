package dev.dbsync.agent.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose the journal is. A command that root runs beside an agent of another user must not leave behind what that agent may
 * not read, so what is made in a folder is given to whom the folder belongs.
 */
final class Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

    private Ownership() {}

    /** Only root can give a file away; of all others it is theirs and stays so. */
    static void adoptFromFolder(Path file) {
        try {
            PosixFileAttributes folder = view(file.resolveSibling(".")).readAttributes();
            PosixFileAttributes own = view(file).readAttributes();
            if (!own.owner().equals(folder.owner())) {
                view(file).setGroup(folder.group());
                view(file).setOwner(folder.owner());
            }
        } catch (IOException kept) {
            LOG.debug("{} keeps its owner: {}", file, kept.getMessage());
        }
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
