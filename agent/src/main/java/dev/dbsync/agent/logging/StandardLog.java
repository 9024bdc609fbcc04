package dev.dbsync.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Logback as the agent sets it up, to standard error. In code, not in a file: to look for one, to parse it and to fill in what
 * it says takes a command longer than its question. {@link LogOutput#prepare} says how much is written.
 */
public final class StandardLog extends LogbackServiceProvider {
    static final String APPENDER = "stderr";

    @Override
    public void initialize() {
        LoggerContext context = (LoggerContext) getLoggerFactory();
        context.setName(CoreConstants.DEFAULT_CONTEXT_NAME);
        context.setMDCAdapter((LogbackMDCAdapter) getMDCAdapter());
        setUp(context);
        context.start();
    }

    /** Has a context log as the agent does. */
    public static void setUp(LoggerContext context) {
        // It tells of requests that it refuses to parse, which the audit counts: anybody could fill the log with them.
        LineLimit limit = new LineLimit("org.eclipse.jetty", 10);
        limit.start();
        context.addTurboFilter(limit);
        level(context, "org.eclipse.jetty.http.HttpParser", Level.ERROR);
        level(context, "org.eclipse.jetty.util.HostPort", Level.ERROR);
        // It says at each start and stop what the agent says better, and at DEBUG what clients sent.
        level(context, "org.eclipse.jetty", Level.WARN);
        level(context, "com.googlecode.jsonrpc4j", Level.INFO);
        level(
                context,
                LogOutput.OPERATIONS_LOGGER,
                Level.toLevel(System.getProperty(LogOutput.OPERATIONS), Level.INFO));
        level(
                context,
                org.slf4j.Logger.ROOT_LOGGER_NAME,
                Level.toLevel(System.getProperty(LogOutput.LEVEL), Level.INFO));
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(standardError(context));
    }

    private static void level(LoggerContext context, String logger, Level level) {
        context.getLogger(logger).setLevel(level);
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        PlainLine layout =
                new PlainLine(Journal.takes(System.getenv()), System.getProperty(LogOutput.WITHOUT_TRACES) == null);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
