package dev.dbsync.agent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.catalog.loading.CatalogLoader;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.H2Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the documentation works as it stands there. */
class DocumentedCatalogTest {
    private static final Pattern FILE = Pattern.compile("(?ms)^`(tickets/main/[^`]+)`:\n\n```yaml\n(.*?)^```$");

    private final Path root;

    DocumentedCatalogTest(@TempDir Path root) throws IOException {
        this.root = root;
        Matcher file = FILE.matcher(Files.readString(documentation()));
        while (file.find()) {
            Path path = root.resolve(file.group(1));
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.group(2));
        }
    }

    private static Path documentation() {
        Path here = Path.of("docs/catalogs.md");
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    @Test
    void theExampleIsLoaded() {
        assertThat(new CatalogLoader().load(root)).containsKey("tickets/main");
    }

    @Test
    void theExampleIsSynchronised() throws Exception {
        DatabasePipeline pipeline = Pipelines.of(new CatalogFolder.Supplied(root.resolve("tickets/main")));
        try (DatabaseUnderTest database = H2Database.inMemory()) {
            Pipelines.sync(pipeline, database, "+1");
            database.execute(
                    "insert into owners (name) values ('ops')",
                    "insert into tickets (owner_id, title, urgent) values (1, 'on fire', true), (1, 'later', false)");
            Pipelines.sync(pipeline, database, null);
            assertThat(database.tableNames())
                    .map(String::toLowerCase)
                    .containsExactlyInAnyOrder("alembic_version", "owners", "tickets");
            assertThat(priorities(database)).containsExactly("1", "null");
            assertThat(Pipelines.detect(pipeline, database).state().wireName()).isEqualTo("current");
        }
    }

    private static List<String> priorities(DatabaseUnderTest database) throws Exception {
        try (var connection = database.open();
                var rows = connection.createStatement().executeQuery("select priority from tickets order by id")) {
            List<String> priorities = new ArrayList<>();
            while (rows.next()) {
                priorities.add(String.valueOf(rows.getObject(1)));
            }
            return priorities;
        }
    }
}
