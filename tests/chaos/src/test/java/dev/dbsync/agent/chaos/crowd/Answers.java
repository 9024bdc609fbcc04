package dev.dbsync.agent.chaos.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What callers of {@code sync} were answered.
 *
 * @param operations one for each caller; callers that joined have the same
 */
record Answers(List<JsonNode> operations) {

    /** Fails unless all succeeded and exactly one operation changed something. */
    void assertOneChanged() {
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation.get("state").asText())
                        .as("%s", operation)
                        .isEqualTo("succeeded"))
                .allSatisfy(operation -> assertThat(operation.get("error").isNull())
                        .as("%s", operation)
                        .isTrue());
        assertThat(byId().values().stream()
                        .filter(operation -> operation.get("changed").asBoolean()))
                .as("operations that changed something")
                .hasSize(1);
    }

    int distinct() {
        return byId().size();
    }

    private Map<String, JsonNode> byId() {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        operations.forEach(operation -> byId.put(operation.get("id").asText(), operation));
        return byId;
    }
}
