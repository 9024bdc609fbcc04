package dev.dbsync.agent.chaos.crowd;

import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Agents that serve one and the same database. */
final class Crowd implements AutoCloseable {
    private final List<ServingAgent> agents = new ArrayList<>();

    private Crowd() {}

    /**
     * Starts an agent for each of these views of the database.
     *
     * @param seenFrom the database as each agent reaches it: the same one again, or through another node
     * @param jvmOptions further options of each agent's JVM
     */
    static Crowd start(Path folder, String catalogue, List<TestDatabase> seenFrom, List<String> jvmOptions)
            throws IOException {
        Crowd crowd = new Crowd();
        for (TestDatabase database : seenFrom) {
            crowd.agents.add(ServingAgent.start(
                    folder, "controller-" + crowd.agents.size(), catalogue, database.credentials(), jvmOptions));
        }
        crowd.agents.forEach(ServingAgent::awaitReady);
        return crowd;
    }

    List<ServingAgent> agents() {
        return agents;
    }

    ServingAgent withProcess(long id) {
        return agents.stream()
                .filter(agent -> agent.processId() == id)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        agents.forEach(ServingAgent::close);
    }
}
