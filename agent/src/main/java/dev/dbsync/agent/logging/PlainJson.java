package dev.dbsync.agent.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.dbsync.agent.vocabulary.PlainText;
import java.nio.charset.StandardCharsets;

/** A line in JSON, whose characters that are not to be shown are escaped. */
final class PlainJson extends JsonEncoder {

    @Override
    public byte[] encode(ILoggingEvent event) {
        return PlainText.json(new String(super.encode(event), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }
}
