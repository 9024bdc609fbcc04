package dev.dbsync.agent.logging;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.dbsync.agent.vocabulary.PlainText;

/** A failure's stack trace, whose messages may hold what a server said. */
public final class PlainFailure extends ExtendedThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return PlainText.lines(super.throwableProxyToString(failure));
    }
}
