package dev.dbsync.agent.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.dbsync.agent.vocabulary.PlainText;

/** The message of a line, on one line. */
public final class PlainMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return PlainText.line(String.valueOf(event.getFormattedMessage()));
    }
}
