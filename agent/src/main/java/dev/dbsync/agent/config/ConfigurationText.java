package dev.dbsync.agent.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the configuration file's text. */
final class ConfigurationText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigurationText() {}

    static String read(Path file) throws UnusableValueException {
        if (Files.notExists(file)) {
            throw refused("there is no such file", "name one that exists, or leave it out for the defaults");
        }
        if (Files.isDirectory(file)) {
            throw refused("this is a directory", "name the file in it");
        }
        return decoded(bytes(file));
    }

    private static byte[] bytes(Path file) throws UnusableValueException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw refused(
                    "the file cannot be read", "let the agent's user read it: " + System.getProperty("user.name"));
        }
    }

    private static String decoded(byte[] bytes) throws UnusableValueException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException foreign) {
            throw refused("the file is not UTF-8", "save it as UTF-8");
        }
    }

    private static UnusableValueException refused(String problem, String remedy) {
        return new UnusableValueException(new Complaint(problem, remedy));
    }
}
