package dev.dbsync.agent.discovery;

import dev.dbsync.agent.Wiring;
import dev.dbsync.agent.cli.CommandFailedException;
import dev.dbsync.agent.cli.LocalAgent;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.rpc.AgentApi;
import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A deployment of Nova in a folder: its {@code nova.conf}, the agent's configuration beside it, and that agent. */
final class Deployment implements AutoCloseable {
    private final Path folder;
    private final TestDatabase api;
    private @Nullable LocalAgent agent;

    Deployment(Path folder, TestDatabase api) {
        this.folder = folder;
        this.api = api;
    }

    Path novaConf() {
        return folder.resolve("nova.conf");
    }

    /** Writes {@code nova.conf}, with this URL for the local cell. */
    Deployment withLocal(String url) {
        return write(
                novaConf(),
                "[DEFAULT]\ntransport_url = fake:///\nlog_dir = " + folder + "\n[database]\nconnection = "
                        + url.replace("$", "$$") + "\n[api_database]\nconnection = " + api.sqlAlchemyUrl() + "\n");
    }

    /** Starts the agent on sections for the api database and for all cells, with these lines after them. */
    Deployment start(String furtherLines) {
        return start("", furtherLines);
    }

    /** The same, with these lines in the cells' section. */
    Deployment start(String cellsLines, String furtherLines) {
        write(
                folder.resolve("dbsync.conf"),
                """
                [agent]
                name = ctl-1
                state_dir = %s/state
                [database:nova_main]
                catalog = nova/main
                release = newest
                nova_conf = %s
                cells = all
                %s
                [database:nova_api]
                catalog = nova/api
                release = newest
                nova_conf = %s
                """
                                .formatted(folder, novaConf(), cellsLines, novaConf())
                        + furtherLines);
        Wiring wiring = new Wiring(Map.of());
        agent = wiring.assemble(wiring.configuration(folder.resolve("dbsync.conf")));
        return this;
    }

    /** What the agent says of a configuration that it refuses. */
    String refusal() {
        try {
            start("");
            return "";
        } catch (CommandFailedException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    void map(String uuid, @Nullable String name, String url) throws Exception {
        String quotedName = name == null ? "null" : "'" + name + "'";
        api.execute("insert into cell_mappings (uuid, name, transport_url, database_connection, disabled) values ('"
                + uuid + "', " + quotedName + ", 'none:///', '" + url + "', false)");
    }

    AgentApi service() {
        if (agent == null) {
            throw new IllegalStateException("the agent was not started");
        }
        return agent.service();
    }

    List<DatabaseStatus> status(String... names) {
        return service().status(List.of(names)).databases();
    }

    List<String> names(String... names) {
        return status(names).stream().map(DatabaseStatus::name).toList();
    }

    DatabaseStatus one(String name) {
        List<DatabaseStatus> statuses = status(name);
        if (statuses.size() != 1) {
            throw new AssertionError(name + " means " + statuses);
        }
        return statuses.get(0);
    }

    Operation sync(String... names) {
        return service().sync(List.of(names), null, null, 30, false, null, null, null);
    }

    private Deployment write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new IllegalStateException("cannot write " + file, failure);
        }
        return this;
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
    }
}
