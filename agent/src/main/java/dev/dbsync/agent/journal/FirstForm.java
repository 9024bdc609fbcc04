package dev.dbsync.agent.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import java.time.Duration;

/** Lines as the first version wrote them, which had other names for a few fields. */
final class FirstForm {
    private FirstForm() {}

    /**
     * The line in today's words. Lines of today come back as they are.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static JsonNode renewed(JsonNode line) {
        line.forEach(FirstForm::renewed);
        if (line instanceof ObjectNode object) {
            if (object.path("duration").isTextual()) {
                long duration =
                        Duration.parse(object.remove("duration").textValue()).toMillis();
                object.put("durationMs", duration);
            }
            if (object.path("problem").isObject()) {
                object.putPOJO(
                        "error",
                        problem(object.remove("problem"), object.path("name").asText()));
            }
        }
        return line;
    }

    private static Problem problem(JsonNode was, String database) {
        return new Problem(
                        ProblemType.valueOf(was.path("type").asText()),
                        was.path("message").asText(),
                        was.path("detail").asText(),
                        was.path("remedy").asText(),
                        was.path("incident").textValue())
                .of(database);
    }
}
