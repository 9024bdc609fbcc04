package dev.dbsync.agent.bench.ground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Catalogues of any size, as an operator supplies them.
 *
 * @param root the folder that {@code [agent] catalogs} names
 */
public record SyntheticCatalogues(Path root) {
    private static final String TABLE =
            """
                    - createTable:
                        tableName: things%1$d
                        columns:
                          - column: {name: id, type: int, autoIncrement: true, constraints: {primaryKey: true, nullable: false}}
                          - column: {name: created_at, type: datetime}
                          - column: {name: owner, type: varchar(64), constraints: {nullable: false}}
                          - column: {name: description, type: text}
                          - column: {name: size, type: bigint}
                    - createIndex: {tableName: things%1$d, indexName: things%1$d_owner_idx, columns: [{column: {name: owner}}]}
            """;

    /** One revision that makes so many tables of five columns, with an index each. Answers the catalogue's name. */
    public String ofTables(int tables) throws IOException {
        String name = "bench/tables" + tables;
        Path folder = Files.createDirectories(root.resolve(name));
        StringBuilder changes = new StringBuilder();
        for (int table = 1; table <= tables; table++) {
            changes.append(TABLE.formatted(table));
        }
        Files.writeString(folder.resolve(file(1)), changelog(changes.toString()));
        describe(name, folder, 1);
        return name;
    }

    /** So many revisions, of which the first makes a table and the others change nothing. Answers the catalogue's name. */
    public String ofRevisions(int revisions) throws IOException {
        String name = "bench/revisions" + revisions;
        Path folder = Files.createDirectories(root.resolve(name));
        for (int revision = 1; revision <= revisions; revision++) {
            String changes = revision == 1 ? TABLE.formatted(1) : "        - empty: {}\n";
            Files.writeString(folder.resolve(file(revision)), changelog(changes));
        }
        describe(name, folder, revisions);
        return name;
    }

    /** The newest revision of such a catalogue. */
    public static String head(int revisions) {
        return "bench" + revisions;
    }

    private static void describe(String name, Path folder, int revisions) throws IOException {
        StringBuilder text = new StringBuilder("catalog: " + name + "\nversionControl: alembic\nrevisions:\n");
        for (int revision = 1; revision <= revisions; revision++) {
            text.append("  - id: ").append(head(revision)).append('\n');
            if (revision > 1) {
                text.append("    revises: ").append(head(revision - 1)).append('\n');
            }
            text.append("    description: Synthetic\n    file: ")
                    .append(file(revision))
                    .append('\n');
        }
        Files.writeString(folder.resolve("catalog.yaml"), text);
    }

    private static String file(int revision) {
        return "%02d-%s-synthetic.yaml".formatted(revision, head(revision));
    }

    private static String changelog(String changes) {
        return """
                databaseChangeLog:
                  - changeSet:
                      id: synthetic
                      author: bench
                      changes:
                %s"""
                .formatted(changes);
    }
}
