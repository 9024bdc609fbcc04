package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.DATABASE;
import static dev.dbsync.agent.config.ConfigurationFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentOverridesTest {

    @TempDir
    Path directory = Path.of("");

    private ConfigurationFixture fixture = new ConfigurationFixture(directory);

    @BeforeEach
    void freshFixture() {
        fixture = new ConfigurationFixture(directory).write(DATABASE);
    }

    @Test
    void aVariableReplacesAKeyOfTheFile() {
        fixture.write("[agent]\nname = from-file\n" + DATABASE);

        assertThat(fixture.loaded(Map.of("DBSYNC_AGENT_NAME", "from-environment"))
                        .agentName())
                .isEqualTo("from-environment");
    }

    @Test
    void aVariableSetsAKeyThatTheFileDoesNotSay() {
        assertThat(fixture.loaded(Map.of("DBSYNC_LISTEN_UNIX", "/run/a.sock")).unixSocket())
                .isEqualTo(Path.of("/run/a.sock"));
    }

    @ParameterizedTest
    @CsvSource({
        "nova_api, DBSYNC_DATABASE_NOVA_API_URL",
        "nova-api, DBSYNC_DATABASE_NOVA_API_URL",
        "nova.cell1, DBSYNC_DATABASE_NOVA_CELL1_URL",
        "N, DBSYNC_DATABASE_N_URL",
        "url, DBSYNC_DATABASE_URL_URL"
    })
    void whateverIsNeitherLetterNorDigitIsAnUnderscore(String name, String variable) {
        fixture.write("[database:" + name + "]\ncatalog = nova/api\n");

        assertThat(fixture.loaded(Map.of(variable, "mysql://h/over"))
                        .databases()
                        .get(0)
                        .address()
                        .describe())
                .isEqualTo("mariadb://h/over");
    }

    @Test
    void aVariableThatFitsTwoDatabasesIsAnError() {
        fixture.write(DATABASE + DATABASE.replace("nova_api]", "nova-api]"));

        assertThat(fixture.problems(Map.of("DBSYNC_DATABASE_NOVA_API_LOCK", "auto")))
                .containsExactly("DBSYNC_DATABASE_NOVA_API_LOCK: this environment variable fits"
                        + " [database:nova_api] and [database:nova-api]; rename one of these sections");
    }

    @Test
    void aVariableMakesNoSection() {
        assertThat(fixture.problems(Map.of("DBSYNC_DATABASE_OTHER_URL", "mysql://u:" + SECRET + "@h/d")))
                .containsExactly("DBSYNC_DATABASE_OTHER_URL: this environment variable fits no key of a section that"
                        + " is there; unset it, or add the section to the configuration file");
    }

    @Test
    void aMisspeltVariableIsAnErrorThatSaysWhatWasMeant() {
        assertThat(fixture.problems(Map.of("DBSYNC_AGENT_NMAE", "x")))
                .containsExactly("DBSYNC_AGENT_NMAE: this environment variable fits no key of a section that is there;"
                        + " did you mean DBSYNC_AGENT_NAME?");
    }

    @Test
    void aBadValueNamesTheVariable() {
        assertThat(fixture.problems(Map.of("DBSYNC_AGENT_STATE_DIR", "a\nb")))
                .containsExactly("DBSYNC_AGENT_STATE_DIR: [agent] state_dir: \"a?b\" is not an absolute path;"
                        + " write a path that begins with /");
    }

    @Test
    void theLaunchersVariablesAndThoseOfOthersAreLeftAlone() {
        assertThat(fixture.loaded(Map.of("DBSYNC_JAVA_OPTS", "-Xmx64m", "PATH", "/bin", "DBSYNCX", "1"))
                        .databases())
                .hasSize(1);
    }
}
