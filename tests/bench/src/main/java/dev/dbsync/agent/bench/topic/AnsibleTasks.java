package dev.dbsync.agent.bench.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Program;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Samples;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.ProjectFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A task of a playbook that asks the agent, against one that does nothing. They take turns in one play. */
public final class AnsibleTasks implements Topic {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLBACK = "bench_durations.py";
    private static final int TURNS_A_ROUND = 4;
    private static final double MORE_SECONDS = 0.25;

    @Override
    public String name() {
        return "ansible";
    }

    @Override
    public String title() {
        return "A task of a playbook on localhost, from its start to its result";
    }

    @Override
    public Section measure(Ground ground, AgentProgram program, Effort effort) throws Exception {
        NovaDatabases databases = ground.newDatabasesOfAgent(Engine.POSTGRESQL);
        AgentSettings settings = AgentSettings.in(ground.folder(), databases.configured());
        Path folder = ground.newFolder("ansible");
        try (ServingAgent agent = ServingAgent.start(program, settings)) {
            agent.sync();
            Path durations = folder.resolve("durations");
            play(folder, playbook(folder, settings, effort.rounds() * TURNS_A_ROUND), durations);
            return Section.of(List.of(Row.against(
                    "`dbsync.agent.status_info`",
                    Figure.seconds(durations(durations, "status")),
                    new Peer("`ansible.builtin.ping`", Figure.seconds(durations(durations, "ping"))),
                    Target.atMostTimes(1, MORE_SECONDS))));
        }
    }

    /** Begins with a turn that does not count. */
    private static Path playbook(Path folder, AgentSettings settings, int turns) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                - hosts: localhost
                  connection: local
                  gather_facts: false
                  vars: {ansible_python_interpreter: /usr/bin/python3}
                  tasks:
                """);
        for (int turn = 0; turn <= turns; turn++) {
            String aside = turn == 0 ? "first " : "";
            text.append(
                    """
                        - {name: %1$sping, ansible.builtin.ping: {}}
                        - {name: %1$sstatus, dbsync.agent.status_info: {unix_socket: %2$s}}
                    """
                            .formatted(aside, settings.socket()));
        }
        return Files.writeString(folder.resolve("play.yml"), text);
    }

    private static void play(Path folder, Path playbook, Path durations) throws IOException, InterruptedException {
        Path collections = Files.createDirectories(folder.resolve("ansible_collections/dbsync"));
        Files.createSymbolicLink(collections.resolve("agent"), ProjectFolder.find("ansible-collection"));
        Program.of("ansible-playbook", "--inventory", "localhost,", playbook.toString())
                .with(Map.of(
                        "ANSIBLE_COLLECTIONS_PATH", folder.toString(),
                        "ANSIBLE_CALLBACK_PLUGINS", callbacks(folder).toString(),
                        "ANSIBLE_CALLBACKS_ENABLED", "bench_durations",
                        "ANSIBLE_HOME", folder.resolve("home").toString(),
                        "ANSIBLE_LOCALHOST_WARNING", "false",
                        "BENCH_DURATIONS", durations.toString()))
                .run();
    }

    private static Path callbacks(Path folder) throws IOException {
        Path callbacks = Files.createDirectory(folder.resolve("callbacks"));
        try (InputStream plugin = Objects.requireNonNull(AnsibleTasks.class.getResourceAsStream(CALLBACK), CALLBACK)) {
            Files.copy(plugin, callbacks.resolve(CALLBACK));
        }
        return callbacks;
    }

    private static Samples durations(Path file, String task) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode duration = JSON.readTree(line);
            if (duration.path("task").asText().equals(task)) {
                seconds.add(duration.path("seconds").asDouble());
            }
        }
        return new Samples(seconds);
    }
}
