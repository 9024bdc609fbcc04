package dev.dbsync.agent.access;

import dev.dbsync.agent.files.FileRefusedException;
import dev.dbsync.agent.files.NamedFile;
import dev.dbsync.agent.files.Writers;
import java.nio.file.Path;

/** Reads the text of a file that says who may call. */
final class AccessText {
    private AccessText() {}

    static String read(Path file) throws AccessFileException {
        try {
            Writers.requireTrusted(file);
            return new NamedFile(file).text();
        } catch (FileRefusedException refusal) {
            throw new AccessFileException(String.valueOf(refusal.getMessage()));
        }
    }
}
