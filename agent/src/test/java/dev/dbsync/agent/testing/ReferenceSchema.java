package dev.dbsync.agent.testing;

import dev.dbsync.agent.database.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The texts and queries under {@code tests/reference}. */
public final class ReferenceSchema {

    private ReferenceSchema() {}

    /** The lines of the schema that {@code catalogue} ({@code nova/main}) has at {@code revision}. */
    public static List<String> of(String catalogue, Engine engine, String revision) {
        return ForeignServer.inCommonWords(
                read("%s/%s/%s.txt".formatted(catalogue, engine.name().toLowerCase(Locale.ROOT), revision))
                        .lines()
                        .toList());
    }

    public static List<String> of(NovaCatalogue catalogue, Engine engine, String revision) {
        return of(catalogue.label(), engine, revision);
    }

    /** The query that prints the canonical schema of the database that one is connected to. */
    public static String canonicalQuery(Engine engine) {
        String file = read("canonical-%s.sql".formatted(engine.name().toLowerCase(Locale.ROOT)))
                .strip();
        return file.substring(0, file.lastIndexOf(';'));
    }

    private static String read(String path) {
        Path file = ProjectFolder.find("tests/reference").resolve(path);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("no reference " + file, e);
        }
    }
}
