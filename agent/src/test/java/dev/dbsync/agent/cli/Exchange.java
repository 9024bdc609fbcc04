package dev.dbsync.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.rpc.JsonFormat;
import dev.dbsync.agent.testing.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page of JSON-RPC shows of calls: a block with an arrow to the right where somebody asks, and one to the left where
 * the agent answers.
 *
 * @param name the first method, and of what it is asked
 */
record Exchange(String name, List<Call> calls) {
    /** What stands, as a field or as an element, where the page leaves out the rest. */
    static final String ELIDED = "…";

    private static final Path PAGE = ProjectFolder.find("docs").resolve("json-rpc.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\n(→.*?)^```$");
    private static final Pattern CALL = Pattern.compile("(?s)→ ([^→←]+)(?:← ([^→]+))?");

    /** @param answer {@code null} where none is shown */
    record Call(String request, @Nullable String answer) {}

    static List<Exchange> all() throws IOException {
        List<Exchange> all = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(Files.readString(PAGE)).results().toList()) {
            List<Call> calls = CALL.matcher(block.group(1))
                    .results()
                    .map(call -> new Call(call.group(1), readable(call.group(2))))
                    .toList();
            all.add(new Exchange(name(calls.get(0).request()), calls));
        }
        return all;
    }

    private static @Nullable String readable(@Nullable String answer) {
        return answer == null
                ? null
                : answer.replaceAll("…(?=\\s*})", "\"" + ELIDED + "\":null")
                        .replaceAll("…(?=\\s*])", "\"" + ELIDED + "\"");
    }

    private static String name(String request) throws IOException {
        JsonNode first = JsonFormat.newMapper().readTree(request);
        first = first.isArray() ? first.get(0) : first;
        JsonNode params = first.path("params");
        String of = params.path("databases")
                .path(0)
                .asText(params.path("database").asText(params.path("id").asText()));
        String to = of.isEmpty() ? params.path("revision").asText() : "";
        return first.path("method").asText() + (of.isEmpty() ? "" : " of " + of) + (to.isEmpty() ? "" : " to " + to);
    }

    @Override
    public String toString() {
        return name;
    }
}
