package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NovaConfSectionsTest {
    private static final String BOTH =
            """
            [api_database]
            connection = postgresql://nova:s3cr3t@db/nova_api
            [database]
            connection = mysql+pymysql://nova:s3cr3t@db:3307/nova
            connection_parameters = connect_timeout=7
            """;

    @TempDir
    Path directory = Path.of("");

    private ConfigurationFixture fixture = new ConfigurationFixture(directory);

    @BeforeEach
    void freshFixture() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void eachCatalogueTakesItsOwnConnection() throws IOException {
        Path nova = nova("nova.conf", BOTH);

        AgentConfiguration configuration = fixture.write(section("nova_api", "nova/api", "nova_conf = " + nova)
                        + section("nova_main", "nova/main", "nova_conf = " + nova + "\ncells = all"))
                .loaded();

        assertThat(configuration.databases())
                .extracting(
                        ConfiguredDatabase::name,
                        database -> database.address().jdbcUrl(),
                        ConfiguredDatabase::allCells)
                .containsExactly(
                        tuple("nova_api", "jdbc:postgresql://db/nova_api", false),
                        tuple("nova_main", "jdbc:mariadb://db:3307/nova?connectTimeout=7000", true));
        assertThat(configuration.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void severalFilesAndFoldersAreReadInTheirOrder() throws IOException {
        Path nova = nova("nova.conf", BOTH);
        Files.createDirectory(directory.resolve("nova.d"));
        nova("nova.d/secret.conf", "[database]\nconnection = postgresql://db2/nova\nconnection_parameters =\n");

        AgentConfiguration configuration = fixture.write(
                        section("nova_main", "nova/main", "nova_conf = " + nova + " , " + directory + "/nova.d"))
                .loaded();

        assertThat(configuration.databases().get(0).place()).isEqualTo("postgresql://db2/nova");
    }

    @Test
    void aPathOfTheEnvironmentIsTakenToo() throws IOException {
        Path nova = nova("nova.conf", BOTH);

        AgentConfiguration configuration = fixture.write(section("nova_main", "nova/main", "nova_conf = /nowhere.conf"))
                .loaded(Map.of("DBSYNC_DATABASE_NOVA_MAIN_NOVA_CONF", nova.toString()));

        assertThat(configuration.databases().get(0).place()).isEqualTo("mariadb://db:3307/nova");
    }

    @Test
    void aProblemInNovasFileNamesThatFileOnceForAllSections() throws IOException {
        Path nova = nova("nova.conf", "[database]\nconnection = a\n[api_database]\n  s3cr3t\n");

        List<String> problems = fixture.write(section("nova_api", "nova/api", "nova_conf = " + nova)
                        + section("nova_main", "nova/main", "nova_conf = " + nova + "\ncells = all"))
                .problems();

        assertThat(problems)
                .containsExactly("nova.conf:4: the line is indented, but there is no value above it to carry on;"
                        + " begin it at the margin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "nova/main | nova_conf = nova.conf | nova_conf: \"nova.conf\" is not an absolute path",
                "nova/main | nova_conf = /no,x | nova_conf: \"x\" is not an absolute path",
                "nova/main | nova_conf = | nova_conf: \"\" is not an absolute path",
                "nova/main | nova_conf = /no/nova.conf | /no/nova.conf: is not there; make it, or correct its path",
                "nova/main | nova_conf = /no¶url = mysql://db/nova | nova_conf: is there beside url; write one of the two",
                "glance/main | nova_conf = /no | nova_conf: holds no connection for catalogue glance/main; write url",
                "nova/main | url = mysql://db/nova¶cells = some | cells: \"some\" is not a choice of cells; write all",
                "nova/api | url = mysql://db/nova¶cells = all | cells: is for catalogue nova/main only",
                "nova/main | url = mysql://db/nova¶cells = all | cells: there is no api database to read the cells from",
            })
    void whatCannotBeUsedIsRefusedWithARemedy(String catalog, String lines, String problem) {
        assertThat(fixture.write(section("nova_x", catalog, lines.replace('¶', '\n')))
                        .problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void severalApiDatabasesAreTooManyToChooseFrom() {
        String section = section("main", "nova/main", "url = mysql://db/nova\ncells = all");

        assertThat(fixture.write(section
                                + section("api1", "nova/api", "url = mysql://db/api")
                                + section("api2", "nova/api", "url = mysql://db2/api"))
                        .problems())
                .singleElement()
                .asString()
                .contains("there are several api databases to read the cells from: api1, api2");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "101", "four", "4.5"})
    void parallelIsANumberOfDatabases(String value) {
        assertThat(fixture.write("[agent]\nparallel = " + value + "\n" + ConfigurationFixture.DATABASE)
                        .problems())
                .containsExactly("dbsync.conf:2: [agent] parallel: \"" + value
                        + "\" is not a whole number from 1 to 100; write one, such as 4");
    }

    private Path nova(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String section(String name, String catalog, String lines) {
        return "[database:" + name + "]\ncatalog = " + catalog + "\n" + lines + "\n";
    }
}
