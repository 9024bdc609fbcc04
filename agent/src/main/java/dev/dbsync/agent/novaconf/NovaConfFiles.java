package dev.dbsync.agent.novaconf;

import dev.dbsync.agent.files.FileRefusedException;
import dev.dbsync.agent.files.NamedFile;
import dev.dbsync.agent.files.Writers;
import java.io.IOException;
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
            throw NovaConfException.of(
                    path.toString(),
                    "the folder cannot be read",
                    "let the user " + System.getProperty("user.name") + " read it");
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
        Writers.warnOfUntrusted(file);
        try {
            return new NamedFile(file).text();
        } catch (FileRefusedException refusal) {
            throw NovaConfException.of(file.toString(), refusal.problem(), refusal.remedy());
        }
    }
}
