package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverConnectionSourceTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void createsNoDatabaseOnlyToAskAboutIt() throws Exception {
        ConnectionSource source = source();

        try (Connection connection = source.openForQuestions()) {
            assertThat(connection.isValid(1)).isTrue();
        }

        assertThat(files()).isEmpty();
    }

    @Test
    void asksTheDatabaseThatIsThere() throws Exception {
        ConnectionSource source = source();
        try (Connection connection = source.open()) {
            Queries.update(connection, "create table something (id int)");
        }

        try (Connection connection = source.openForQuestions()) {
            assertThat(Queries.list(connection, "select count(*) from something", row -> row.getInt(1)))
                    .containsExactly(0);
        }
    }

    @Test
    void letsTwoDatabasesBeginInAFolderThatIsNotThereYet() throws Exception {
        ExecutorService openers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                Path missing = folder.resolve("round-" + round).resolve("state");
                Future<Boolean> api = openers.submit(() -> opens(missing.resolve("nova_api")));
                Future<Boolean> main = openers.submit(() -> opens(missing.resolve("nova_main")));
                assertThat(api.get() && main.get()).isTrue();
            }
        } finally {
            openers.shutdownNow();
        }
    }

    private static boolean opens(Path file) throws Exception {
        DatabaseAddress address = new DatabaseAddress("jdbc:h2:file:" + file, null, null);
        try (Connection connection = new DriverConnectionSource(address, "test").open()) {
            return connection.isValid(1);
        }
    }

    private ConnectionSource source() {
        return new DriverConnectionSource(
                new DatabaseAddress("jdbc:h2:file:" + folder.resolve("nova"), null, null), "test");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
