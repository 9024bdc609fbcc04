package dev.dbsync.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.vocabulary.PlainText;

/** Answers as JSON, indented. */
final class Json {
    private Json() {}

    static String pretty(Object answer) {
        try {
            return PlainText.json(
                    JsonFormat.newMapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer cannot be written as JSON", impossible);
        }
    }
}
