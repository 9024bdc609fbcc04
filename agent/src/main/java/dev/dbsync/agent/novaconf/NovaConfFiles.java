package dev.dbsync.agent.novaconf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files of Nova to read, in order: a file as {@code --config-file}, a folder as {@code --config-dir}, which means its
 * {@code *.conf} by name. What is not named is not read, and the environment is not looked at. Immutable.
 *
 * @param paths absolute
 */
public record NovaConfFiles(List<Path> paths) {

    public NovaConfFiles {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("paths is empty");
        }
    }

    /** Reads them, as they are now. */
    public NovaConf read() throws NovaConfException {
        List<ParsedFile> newestFirst = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                newestFirst.add(0, OsloParser.parse(file.toString(), text(file)));
            }
        }
        return new NovaConf(describe(), newestFirst);
    }

    /** The paths, for messages. */
    public String describe() {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static List<Path> files(Path path) throws NovaConfException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(path, NovaConfFiles::isConf)) {
            folder.forEach(files::add);
        } catch (IOException unreadable) {
            throw NovaConfException.of(path.toString(), "the folder cannot be read", letIn());
        }
        files.sort(Comparator.comparing(Path::toString));
        return files;
    }

    /** As Python's {@code *.conf}, which passes over hidden files. */
    private static boolean isConf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".conf") && !name.startsWith(".");
    }

    private static String text(Path file) throws NovaConfException {
        if (Files.notExists(file)) {
            throw NovaConfException.of(file.toString(), "there is no such file", "name one that exists in nova_conf");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException foreign) {
            throw NovaConfException.of(file.toString(), "the file is not UTF-8", "save it as UTF-8");
        } catch (IOException unreadable) {
            throw NovaConfException.of(file.toString(), "the file cannot be read", letIn());
        }
    }

    private static String letIn() {
        return "let the agent's user read it (" + System.getProperty("user.name")
                + "), for instance as a member of the group nova";
    }
}
