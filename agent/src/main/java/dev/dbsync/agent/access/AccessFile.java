package dev.dbsync.agent.access;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read anew when it has changed. A version that cannot be read is told to the log once, and the last one
 * that could be holds on: a slip of the pen must not lock everybody out.
 *
 * <p>Looks at the file's attributes whenever it is asked, so that a revoked token ends with the next request. Thread-safe.
 */
public final class AccessFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(AccessFile.class);

    /** Makes sense of a file's text. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(String text) throws AccessFileException;
    }

    private final Path path;
    private final Parser<T> parser;
    private FileStamp stamp;
    private T content;
    private String complaint = "";

    private AccessFile(Path path, Parser<T> parser) throws AccessFileException {
        this.path = path;
        this.parser = parser;
        this.stamp = FileStamp.of(List.of(path));
        try {
            this.content = parser.parse(AccessText.read(path));
        } catch (AccessFileException unusable) {
            throw new AccessFileException(path + " " + unusable.getMessage());
        }
    }

    /**
     * A file of tokens.
     *
     * @throws AccessFileException if it cannot be read now
     */
    public static AccessFile<Tokens> ofTokens(Path path) throws AccessFileException {
        return new AccessFile<>(path, Tokens::parse);
    }

    /**
     * A file that gives roles to certificates' names.
     *
     * @throws AccessFileException if it cannot be read now
     */
    public static AccessFile<CertificateRoles> ofCertificates(Path path) throws AccessFileException {
        return new AccessFile<>(path, CertificateRoles::parse);
    }

    /** What the newest version says that could be read. */
    public synchronized T content() {
        FileStamp now = FileStamp.of(List.of(path));
        if (!stamp.stillHolds(now)) {
            reload(now);
        }
        return content;
    }

    private void reload(FileStamp now) {
        boolean another = !stamp.looksLike(now);
        stamp = now;
        try {
            content = parser.parse(AccessText.read(path));
            if (another) {
                LOG.info("{} was read anew", path);
            }
            complaint = "";
        } catch (AccessFileException unusable) {
            complain(unusable);
        }
    }

    private void complain(AccessFileException unusable) {
        String text = String.valueOf(unusable.getMessage());
        if (!text.equals(complaint)) {
            complaint = text;
            LOG.error("{} {}. Until then, what it said before holds.", path, text);
        }
    }
}
