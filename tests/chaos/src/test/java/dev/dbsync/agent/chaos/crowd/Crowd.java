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
     * Starts an agent for each view of the ground's database.
     *
     * @param jvmOptions further options of each agent's JVM
     */
    static Crowd start(Path folder, String catalogue, Ground ground, List<String> jvmOptions) throws IOException {
        Crowd crowd = new Crowd();
        for (TestDatabase database : ground.seenFrom()) {
            String name = "controller-" + crowd.agents.size();
            crowd.agents.add(
                    ServingAgent.start(folder, name, catalogue, database.credentials(), jvmOptions, ground.before()));
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
