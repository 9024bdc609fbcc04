package dev.dbsync.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.Map;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Decides what {@code logback.xml} leaves open: in the beginning from what is known before any logger exists, then from the
 * configuration. To be called from the main thread, before others log.
 */
public final class LogOutput {
    private static final String LEVEL = "dbsync.log.level";
    private static final String HEAD = "dbsync.log.head";
    private static final String DATED_HEAD = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level";
    private static final String JOURNAL_HEAD = "%priority%-5level";
    private static final String APPENDER = "stderr";

    private LogOutput() {}

    /**
     * Prepares the log of a process. A command that serves nobody has a person before it, who is told everything in the
     * command's own words: it logs warnings only, no stack traces, and nothing of operations, whose outcome it shows.
     * Whoever sets {@code -Ddbsync.log.level} gets all of that. Has to come before the first logger.
     *
     * @param serves whether it is an agent that others call
     * @param environment of the process; the journal notes times itself, so lines that go there have none
     */
    public static void prepare(boolean serves, Map<String, String> environment) {
        System.setProperty(HEAD, Journal.takes(environment) ? JOURNAL_HEAD : DATED_HEAD);
        if (!serves && System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "WARN");
            System.setProperty("dbsync.log.operations", "OFF");
            System.setProperty("dbsync.log.exceptions", "%nopex");
        }
    }

    /** Applies the settings of an agent that serves; not to a Logback configuration of the operator's own. */
    public static void apply(LogSettings settings) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(APPENDER) instanceof OutputStreamAppender<ILoggingEvent> appender) {
            applyLevel(context, root, settings.level());
            applyFormat(context, appender, settings.format());
        }
    }

    /** What was given to the Java machine is about this one start, so it goes first. */
    private static void applyLevel(LoggerContext context, Logger root, LogLevel level) {
        if (System.getProperty(LEVEL) == null) {
            Level least = Level.valueOf(level.name());
            root.setLevel(least);
            context.getLogger("dev.dbsync.agent.operations").setLevel(least);
        }
    }

    private static void applyFormat(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogFormat format) {
        if (format == LogFormat.JSON) {
            JsonEncoder encoder = json(context);
            appender.stop();
            appender.setEncoder(encoder);
            appender.start();
        }
    }

    /** The message as it reads, not its parts: these may hold what a message shows only in part. */
    private static JsonEncoder json(LoggerContext context) {
        JsonEncoder encoder = new PlainJson();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        return encoder;
    }
}
