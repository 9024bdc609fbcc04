package dev.dbsync.agent.execution.liquibase;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Hands what Liquibase logs to SLF4J, one grade quieter than it asks: its progress reports are details here. */
final class Slf4jLogService extends AbstractLogService {
    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Logger getLog(Class origin) {
        return new Slf4jLogger(LoggerFactory.getLogger(origin));
    }

    private static final class Slf4jLogger extends AbstractLogger {
        private final org.slf4j.Logger target;

        Slf4jLogger(org.slf4j.Logger target) {
            this.target = target;
        }

        @Override
        public void close() {}

        @Override
        public void log(Level level, @Nullable String message, @Nullable Throwable cause) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                target.warn(message, cause);
            } else if (level.intValue() >= Level.WARNING.intValue()) {
                target.info(message, cause);
            } else {
                target.debug(message, cause);
            }
        }
    }
}
