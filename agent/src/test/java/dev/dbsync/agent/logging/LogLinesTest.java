package dev.dbsync.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
        assertThat(line(true, Level.valueOf(level), "message"))
                .isEqualTo(priority + "%-5s [main] Sample: message%n".formatted(level));
    }

    @Test
    void aLineThatGoesElsewhereSaysWhenItWasWritten() {
        assertThat(line(false, Level.WARN, "message"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ WARN  \\[main] Sample: message\\R");
    }

    @Test
    void whatComesFromOutsideIsPlainInTheMessageAndInTheTrace() {
        IllegalStateException failure = new IllegalStateException("said \u001b[2J");
        LoggingEvent event = new LoggingEvent("", context().getLogger("a.Sample"), Level.INFO, "a\nb", failure, null);

        assertThat(new PlainLine(true, true).doLayout(event).lines())
                .startsWith("<6>INFO  [main] Sample: a?b", "java.lang.IllegalStateException: said ?[2J")
                .anyMatch(line -> line.contains("at " + LogLinesTest.class.getName()));
        assertThat(new PlainLine(true, false).doLayout(event)).hasLineCount(1);
    }

    @Test
    void aLineNamesTheOperationAndTheDatabaseThatItIsAbout() {
        LogContext.about("f00d", "nova_api", () -> assertThat(line(true, Level.INFO, "message"))
                .contains(" Sample: [f00d nova_api] message"));
    }

    @Test
    void aLineAboutNeitherNamesNone() {
        LogContext.about("f00d", "nova_api", () -> {});

        assertThat(line(true, Level.INFO, "message")).contains(" Sample: message");
        assertThat(MDC.getCopyOfContextMap())
                .satisfiesAnyOf(
                        map -> assertThat(map).isNull(), map -> assertThat(map).isEmpty());
    }

    @Test
    void aLimitLetsSoManyLinesThrough() {
        LineLimit limit = new LineLimit("org.eclipse.jetty", 2);

        assertThat(Stream.generate(() -> decision(limit, "org.eclipse.jetty.Some"))
                        .limit(3))
                .containsExactly(FilterReply.NEUTRAL, FilterReply.NEUTRAL, FilterReply.DENY);
        assertThat(decision(limit, "dev.dbsync.agent.Other")).isEqualTo(FilterReply.NEUTRAL);
    }

    private static FilterReply decision(LineLimit limit, String logger) {
        return limit.decide(null, context().getLogger(logger), Level.WARN, "message", null, null);
    }

    private static String line(boolean journal, Level level, String message) {
        LoggingEvent event = new LoggingEvent("", context().getLogger("a.Sample"), level, message, null, null);
        event.setThreadName("main");
        return new PlainLine(journal, true).doLayout(event);
    }

    private static LoggerContext context() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        return context;
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
