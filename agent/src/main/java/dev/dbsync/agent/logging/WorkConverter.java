package dev.dbsync.agent.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operation and the database that a line is about, as {@code [id database] }; nothing where there are none. */
public final class WorkConverter extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String work = Stream.of(LogContext.OPERATION, LogContext.DATABASE)
                .map(context::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return work.isEmpty() ? "" : "[" + work + "] ";
    }
}
