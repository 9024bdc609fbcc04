package dev.dbsync.agent.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read. */
public final class ManualPages {
    private ManualPages() {}

    /** Those at the top of the project, of its manual and of the collection's. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> top = Files.list(ProjectFolder.find("docs").resolveSibling("."));
                Stream<Path> docs = Files.list(ProjectFolder.find("docs"));
                Stream<Path> collection = Files.list(ProjectFolder.find("ansible-collection/docs"))) {
            return Stream.of(top, docs, collection)
                    .flatMap(pages -> pages)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }
}
