package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** How this package's records are written as JSON and read back. */
public final class JsonFormat {
    /** Nobody's request is nested this deep; one that is wants to exhaust a stack. */
    private static final int DEPTH = 64;

    private JsonFormat() {}

    /** A new mapper; safe to share between threads once it is no longer configured. */
    public static JsonMapper newMapper() {
        return JsonMapper.builder(factory())
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // An id must come back as it came: no rounding through double, no 1.0 for 1.00.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    /** A record of this package, or one like them, as JSON on one line. */
    public static String text(Object answer) {
        try {
            return newMapper().writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer cannot be written as JSON", impossible);
        }
    }

    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Half a surrogate pair is legal as an escape only: an id that holds one would fail in UTF-8.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build();
    }
}
