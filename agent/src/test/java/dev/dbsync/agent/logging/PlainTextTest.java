package dev.dbsync.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.dbsync.agent.vocabulary.PlainText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 8, 0x1b, 0x7f, 0x80, 0x85, 0x90, 0x9b, 0x9d, 0xad, 0x061c, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e,
                0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xe0001, 0xe0041
            })
    void whatMovesTheCursorOrTheOrderIsNotShown(int character) {
        String text = "a" + Character.toString(character) + "b";

        assertThat(PlainText.line(text)).isEqualTo("a?b");
        assertThat(PlainText.lines(text)).isEqualTo("a?b");
        assertThat(PlainText.json(text)).matches("a(\\\\u[0-9a-f]{4})+b");
    }

    @Test
    void wordsOfAnyLanguageStay() {
        String text = "é ß 東京 \uD83D\uDE00 ―";

        assertThat(PlainText.line(text)).isEqualTo(text);
        assertThat(PlainText.json(text)).isEqualTo(text);
    }

    @Test
    void linesStayWhereTheyAreTheTextsOwn() {
        assertThat(PlainText.line("a\n\tb")).isEqualTo("a??b");
        assertThat(PlainText.lines("a\n\tb\r")).isEqualTo("a\n\tb?");
    }

    @Test
    void aLineInJsonIsPlainToo() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PlainJson encoder = new PlainJson();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.start();

        String line = new String(
                encoder.encode(new LoggingEvent(
                        "test", context.getLogger("test"), Level.INFO, "said \u009b2J \u202e", null, null)),
                StandardCharsets.UTF_8);

        assertThat(line)
                .contains("\\u009b2J \\u202e")
                .doesNotContain("\u009b", "\u202e")
                .endsWith("\n");
    }
}
