package dev.dbsync.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Decides how much is logged, and how: in the beginning from what is known before any logger exists, then from the
 * configuration. To be called from the main thread, before others log. A Logback configuration of the operator's own, named
 * in {@code logback.configurationFile}, takes the place of all that.
 */
public final class LogOutput {
    static final String LEVEL = "dbsync.log.level";
    static final String OPERATIONS = "dbsync.log.operations";
    static final String WITHOUT_TRACES = "dbsync.log.without_traces";
    static final String OPERATIONS_LOGGER = "dev.dbsync.agent.operations";

    private LogOutput() {}

    /**
     * Prepares the log of a process. A command that serves nobody has a person before it, who is told everything in the
     * command's own words: it logs warnings only, no stack traces, and nothing of operations, whose outcome it shows.
     * Whoever sets {@code -Ddbsync.log.level} gets all of that. Has to come before the first logger.
     *
     * @param serves whether it is an agent that others call
     */
    public static void prepare(boolean serves) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("slf4j.provider", StandardLog.class.getName());
            // Else it writes that it does as it is told.
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
        if (!serves && System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "WARN");
            System.setProperty(OPERATIONS, "OFF");
            System.setProperty(WITHOUT_TRACES, "");
        }
    }

    /** Applies the settings of an agent that serves; not to a Logback configuration of the operator's own. */
    public static void apply(LogSettings settings) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return;
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(StandardLog.APPENDER) instanceof OutputStreamAppender<ILoggingEvent> appender) {
            applyLevel(context, root, settings.level());
            applyFormat(context, appender, settings.format());
        }
    }

    /** What was given to the JVM is about this one start, so it goes first. */
    private static void applyLevel(LoggerContext context, Logger root, LogLevel level) {
        if (System.getProperty(LEVEL) == null) {
            Level least = Level.valueOf(level.name());
            root.setLevel(least);
            context.getLogger(OPERATIONS_LOGGER).setLevel(least);
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
