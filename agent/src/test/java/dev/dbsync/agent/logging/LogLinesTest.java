package dev.dbsync.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

class LogLinesTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"ERROR,<3>", "WARN,<4>", "INFO,<6>", "DEBUG,<7>", "TRACE,<7>"})
    void aLineTellsTheJournalHowImportantItIs(String level, String priority) {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.valueOf(level));

        assertThat(new JournalPriority().convert(event)).isEqualTo(priority);
    }

    @Test
    void aLineNamesTheOperationAndTheDatabaseThatItIsAbout() {
        LogContext.about("f00d", "nova_api", () -> assertThat(work()).isEqualTo("[f00d nova_api] "));
    }

    @Test
    void aLineAboutNeitherNamesNone() {
        LogContext.about("f00d", "nova_api", () -> {});

        assertThat(work()).isEmpty();
        assertThat(MDC.getCopyOfContextMap())
                .satisfiesAnyOf(
                        map -> assertThat(map).isNull(), map -> assertThat(map).isEmpty());
    }

    private static String work() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        return new WorkConverter()
                .convert(new LoggingEvent("", context.getLogger("test"), Level.INFO, "message", null, null));
    }

    @Test
    void theJournalIsToldByTheFileThatItsVariableNames() throws IOException {
        Path one = Files.createFile(folder.resolve("one"));
        Path other = Files.createFile(folder.resolve("other"));

        assertThat(Journal.identity(one)).matches("\\d+:\\d+").isNotEqualTo(Journal.identity(other));
        assertThat(Journal.identity(folder.resolve("absent"))).isNull();
    }

    @Test
    void anInheritedVariableOfAnotherStreamIsNotTakenForTheJournal() {
        assertThat(Journal.takes(Map.of(Journal.VARIABLE, "1:1"))).isFalse();
        assertThat(Journal.takes(Map.of())).isFalse();
        assertThat(Journal.takes(
                        Map.of(Journal.VARIABLE, String.valueOf(Journal.identity(Path.of("/proc/self/fd/2"))))))
                .isTrue();
    }
}
