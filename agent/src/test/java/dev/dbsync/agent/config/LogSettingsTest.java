package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.logging.LogFormat;
import dev.dbsync.agent.logging.LogLevel;
import dev.dbsync.agent.logging.LogSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogSettingsTest {
    @TempDir
    Path directory = Path.of("");

    private ConfigurationFixture fixture = new ConfigurationFixture(directory);

    @BeforeEach
    void freshFixture() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void levelAndFormComeFromTheFile() {
        fixture.write("[agent]\nlog_level = debug\nlog_format = json\n" + DATABASE);

        assertThat(fixture.loaded().log()).isEqualTo(new LogSettings(LogLevel.DEBUG, LogFormat.JSON));
    }

    @Test
    void withoutThemItLogsTextAtInfo() {
        assertThat(fixture.write(DATABASE).loaded().log()).isEqualTo(new LogSettings(LogLevel.INFO, LogFormat.TEXT));
    }

    @Test
    void theEnvironmentGoesFirst() {
        fixture.write("[agent]\nlog_level = debug\n" + DATABASE);

        assertThat(fixture.loaded(Map.of("DBSYNC_AGENT_LOG_LEVEL", "error"))
                        .log()
                        .level())
                .isEqualTo(LogLevel.ERROR);
    }

    @Test
    void whatIsNoLevelAndNoFormIsRefusedWithWhatThereIs() {
        fixture.write("[agent]\nlog_level = chatty\nlog_format = xml\n" + DATABASE);

        assertThat(fixture.problems())
                .containsExactly(
                        "dbsync.conf:2: [agent] log_level: \"chatty\" is not a level of the log; write error, warn, info or"
                                + " debug",
                        "dbsync.conf:3: [agent] log_format: \"xml\" is not a form of the log; write text or json");
    }
}
