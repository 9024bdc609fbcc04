package dev.dbsync.agent.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a file that says who may call. */
final class AccessText {
    /** Some ten thousand entries; what is larger is not such a file. */
    private static final int LARGEST = 1 << 20;

    private AccessText() {}

    static String read(Path file) throws AccessFileException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new AccessFileException("is larger than " + LARGEST + " bytes; name the right file");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new AccessFileException("is not there; make it, or correct its path");
        } catch (AccessDeniedException denied) {
            throw new AccessFileException(
                    "may not be read; let the user " + System.getProperty("user.name") + " read it");
        } catch (CharacterCodingException foreign) {
            throw new AccessFileException("is not UTF-8; save it as UTF-8");
        } catch (IOException failure) {
            throw new AccessFileException("cannot be read; see that it is a file, on a disk that works");
        }
    }
}
