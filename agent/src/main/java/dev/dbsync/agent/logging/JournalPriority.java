package dev.dbsync.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A line's level as the journal reads it from the beginning of the line, see sd-daemon(3). */
public final class JournalPriority extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        int level = event.getLevel().toInt();
        if (level >= Level.ERROR_INT) {
            return "<3>";
        }
        if (level >= Level.WARN_INT) {
            return "<4>";
        }
        return level >= Level.INFO_INT ? "<6>" : "<7>";
    }
}
