package dev.dbsync.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import dev.dbsync.agent.vocabulary.PlainText;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event as a line for people: when, how important, where, which operation and database it is about, and the message. What
 * came from outside is shown as plain text, in the message and in a failure's stack trace. systemd's journal notes times
 * itself, and reads how important a line is from its beginning, see sd-daemon(3). Thread-safe.
 */
public final class PlainLine extends LayoutBase<ILoggingEvent> {
    private static final CachingDateFormatter TIMES = new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final boolean journal;
    private final boolean traces;

    /** As the agent's own lines are; for a Logback configuration of an operator's. */
    public PlainLine() {
        this(Journal.takes(System.getenv()), true);
    }

    /**
     * One form of lines.
     *
     * @param journal whether they go to systemd's journal
     * @param traces whether failures come with their stack traces
     */
    PlainLine(boolean journal, boolean traces) {
        this.journal = journal;
        this.traces = traces;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Level level = event.getLevel();
        String logger = event.getLoggerName();
        String trace = traces && event.getThrowableProxy() != null
                ? PlainText.lines(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                : "";
        return (journal ? priority(level) : TIMES.format(event.getTimeStamp()) + " ")
                + (level + " ".repeat(Math.max(0, 5 - level.levelStr.length())))
                + " [" + event.getThreadName() + "] " + logger.substring(logger.lastIndexOf('.') + 1) + ": "
                + work(event.getMDCPropertyMap()) + PlainText.line(String.valueOf(event.getFormattedMessage()))
                + System.lineSeparator() + trace;
    }

    private static String priority(Level level) {
        int number = level.toInt();
        if (number >= Level.ERROR_INT) {
            return "<3>";
        }
        if (number >= Level.WARN_INT) {
            return "<4>";
        }
        return number >= Level.INFO_INT ? "<6>" : "<7>";
    }

    private static String work(Map<String, String> context) {
        String work = Stream.of(LogContext.OPERATION, LogContext.DATABASE)
                .map(context::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return work.isEmpty() ? "" : "[" + work + "] ";
    }
}
