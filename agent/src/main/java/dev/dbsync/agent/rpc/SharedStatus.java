package dev.dbsync.agent.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The status that a crowd shares, as JSON that is made once for all of them. Thread-safe. */
final class SharedStatus {
    private final Function<List<String>, Optional<StatusAnswer>> known;
    private final ObjectMapper mapper = JsonFormat.newMapper();
    private volatile @Nullable Rendered last;

    private static final class Rendered {
        private final StatusAnswer answer;
        private final byte[] json;

        Rendered(StatusAnswer answer, byte[] json) {
            this.answer = answer;
            this.json = json;
        }
    }

    /**
     * Renders what is known.
     *
     * @param known the status of databases of these names, of all where there are none; empty where it has to be found out
     */
    SharedStatus(Function<List<String>, Optional<StatusAnswer>> known) {
        this.known = known;
    }

    /**
     * The result of a call, if it is at hand.
     *
     * @param parameters as they were bound
     */
    Optional<byte[]> result(String method, ObjectNode parameters) {
        return method.equals("status")
                ? known.apply(names(parameters.path("databases"))).map(this::json)
                : Optional.empty();
    }

    private static List<String> names(JsonNode databases) {
        List<String> names = new ArrayList<>();
        databases.forEach(name -> names.add(name.asText()));
        return names;
    }

    private byte[] json(StatusAnswer answer) {
        Rendered before = last;
        if (before != null && isSame(before.answer, answer)) {
            return before.json;
        }
        Rendered rendered = new Rendered(answer, rendered(answer));
        last = rendered;
        return rendered.json;
    }

    /** Not an equal one: comparing would take longer than rendering. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(StatusAnswer one, StatusAnswer other) {
        return one == other;
    }

    private byte[] rendered(StatusAnswer answer) {
        try {
            return mapper.writeValueAsBytes(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a status cannot be written", impossible);
        }
    }
}
