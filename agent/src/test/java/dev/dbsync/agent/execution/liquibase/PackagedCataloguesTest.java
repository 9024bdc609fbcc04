package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.execution.ChangeUnit;
import dev.dbsync.agent.execution.Effect;
import dev.dbsync.agent.schema.SchemaChange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the packaged changelogs without a server; the walk over real ones has tests of its own. */
class PackagedCataloguesTest {
    private static final String LOWER_CASE = ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    @ParameterizedTest
    @CsvSource({"nova/main, ''", "nova/main, " + LOWER_CASE, "nova/api, ''", "nova/api, " + LOWER_CASE})
    void runFromEmptyToHeadOnH2InEitherCase(String catalogue, String settings) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + settings);
                Statement statement = connection.createStatement()) {
            for (String file : revisionFiles(catalogue)) {
                run(compiler(Engine.H2, catalogue).compile(file).units(), statement);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"nova/main, 402", "nova/api, 67"})
    void reuseTheFileOfTheInitialRevisionInTheFirstLegacyStep(String catalogue, int version) throws IOException {
        JsonNode step = descriptor(catalogue).at("/legacy/steps/0");

        assertThat(step.get("version").asInt()).isEqualTo(version);
        assertThat(step.at("/files/0").asText())
                .isEqualTo(revisionFiles(catalogue).iterator().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nova/main", "nova/api"})
    void nameTheirFilesByOrderAndId(String catalogue) throws IOException {
        int order = 1;
        for (JsonNode revision : descriptor(catalogue).get("revisions")) {
            assertThat(revision.get("file").asText())
                    .matches("%02d-%s-[a-z-]+\\.yaml"
                            .formatted(order++, revision.get("id").asText()));
        }
    }

    @Test
    void giveEachTableOnMariadbTheEngineAndEachOriginalItsCharacterSet() throws IOException {
        for (String statement : creations(Engine.MARIADB, "nova/main")) {
            assertThat(statement).contains(") ENGINE=InnoDB");
            assertThat(statement.contains("DEFAULT CHARSET")).isEqualTo(!statement.startsWith("CREATE TABLE shadow_"));
        }
        for (String statement : creations(Engine.MARIADB, "nova/api")) {
            assertThat(statement).contains(") ENGINE=InnoDB DEFAULT CHARSET=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nova/main", "nova/api"})
    void numberRowsBySerialColumnsOnPostgresql(String catalogue) throws IOException {
        assertThat(creations(Engine.POSTGRESQL, catalogue))
                .isNotEmpty()
                .noneMatch(statement -> statement.contains("IDENTITY"))
                .anyMatch(statement -> statement.contains("SERIAL"));
    }

    @Test
    void describeEachShadowTableOnce() throws IOException {
        List<String> shadows =
                compiler(Engine.H2, "nova/main")
                        .compile(revisionFiles("nova/main").iterator().next())
                        .units()
                        .stream()
                        .map(ChangeUnit::change)
                        .filter(SchemaChange.CreateTable.class::isInstance)
                        .map(change ->
                                ((SchemaChange.CreateTable) change).table().name())
                        .filter(name -> name.startsWith("shadow_"))
                        .toList();

        assertThat(shadows).hasSize(51).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "nova/main, 01-8f2f1571d55b-initial-version.yaml, ADDITIVE",
        "nova/main, 02-16f1fbcab42b-resolve-shadow-table-differences.yaml, REWRITING",
        "nova/main, 03-ccb0fa1a2252-add-encryption-fields.yaml, ADDITIVE",
        "nova/main, 04-960aac0e09ea-remove-redundant-indexes.yaml, ADDITIVE",
        "nova/main, 08-d60bddf7a903-recreate-share-mapping.yaml, DESTRUCTIVE",
        "nova/api, 02-b30f573d3377-remove-unused-build-request-columns.yaml, DESTRUCTIVE"
    })
    void sayWhatTheyDoToRows(String catalogue, String file, Effect effect) {
        for (Engine engine : Engine.values()) {
            assertThat(compiler(engine, catalogue).compile(file).effect())
                    .as(engine.name())
                    .isEqualTo(effect);
        }
    }

    private static void run(List<ChangeUnit> units, Statement statement) throws SQLException {
        for (ChangeUnit unit : units) {
            for (String sql : unit.statements()) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> creations(Engine engine, String catalogue) throws IOException {
        return revisionFiles(catalogue).stream()
                .flatMap(file -> compiler(engine, catalogue).compile(file).units().stream())
                .flatMap(unit -> unit.statements().stream())
                .filter(statement -> statement.startsWith("CREATE TABLE"))
                .toList();
    }

    private static Set<String> revisionFiles(String catalogue) throws IOException {
        Stream<JsonNode> revisions =
                StreamSupport.stream(descriptor(catalogue).get("revisions").spliterator(), false);
        Set<String> files = new LinkedHashSet<>();
        revisions.forEach(revision -> files.add(revision.get("file").asText()));
        return files;
    }

    private static JsonNode descriptor(String catalogue) throws IOException {
        try (InputStream descriptor = resource(catalogue + "/catalog.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(descriptor);
        }
    }

    private static LiquibaseCompiler compiler(Engine engine, String catalogue) {
        return new LiquibaseCompiler(engine, file -> resource(catalogue + "/" + file));
    }

    private static InputStream resource(String path) throws IOException {
        InputStream stream = PackagedCataloguesTest.class.getResourceAsStream("/catalogs/" + path);
        if (stream == null) {
            throw new FileNotFoundException(path);
        }
        return stream;
    }
}
