package dev.dbsync.agent.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
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
