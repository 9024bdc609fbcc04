package dev.dbsync.agent.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.dbsync.agent.operations.OperationEvent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Optional;

/**
 * Events as lines of JSON: one object a line, ended by a line feed. What a later version adds to an event is passed over;
 * an event of a kind that is not known cannot be read. Thread-safe.
 */
final class EventFormat {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addMixIn(OperationEvent.class, Kinds.class)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // Components only: what a record can also say of itself is no part of it.
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.PUBLIC_ONLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventFormat() {}

    static byte[] line(OperationEvent event) {
        try {
            String json = MAPPER.writerFor(OperationEvent.class).writeValueAsString(event);
            return (json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event cannot be written as JSON", impossible);
        }
    }

    /** The event of a line; empty if it is none, or only part of one. */
    static Optional<OperationEvent> event(String line) {
        try {
            return Optional.ofNullable(
                    MAPPER.treeToValue(FirstForm.renewed(MAPPER.readTree(line)), OperationEvent.class));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The names that events have on disk. They stay: files of an earlier version are read too. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = OperationEvent.Submitted.class, name = "submitted"),
        @JsonSubTypes.Type(value = OperationEvent.Started.class, name = "started"),
        @JsonSubTypes.Type(value = OperationEvent.DatabaseReported.class, name = "database"),
        @JsonSubTypes.Type(value = OperationEvent.StepRecorded.class, name = "step"),
        @JsonSubTypes.Type(value = OperationEvent.Joined.class, name = "joined"),
        @JsonSubTypes.Type(value = OperationEvent.Progressed.class, name = "progress"),
        @JsonSubTypes.Type(value = OperationEvent.Ended.class, name = "ended")
    })
    private interface Kinds {}
}
