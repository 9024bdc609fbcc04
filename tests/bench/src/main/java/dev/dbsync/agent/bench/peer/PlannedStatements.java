package dev.dbsync.agent.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.bench.ground.Rpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The statements that an agent plans, as a file for a server's own client. What it writes to version tables is not among them. */
public final class PlannedStatements {
    private PlannedStatements() {}

    /**
     * Writes those for one database, as it is now.
     *
     * @param database its name in the agent's configuration
     * @throws IOException if nothing is planned for it, or the file cannot be written
     */
    public static Path write(Rpc agent, String database, Path folder) throws IOException {
        JsonNode plan = agent.call("plan", Map.of("databases", List.of(database), "sql", true));
        StringBuilder text = new StringBuilder();
        plan.findValues("statements")
                .forEach(list -> list.forEach(
                        statement -> text.append(statement.asText()).append(";\n")));
        if (text.isEmpty()) {
            throw new IOException("nothing is planned for %s: %s".formatted(database, plan));
        }
        return Files.writeString(folder.resolve(database + ".sql"), text);
    }
}
