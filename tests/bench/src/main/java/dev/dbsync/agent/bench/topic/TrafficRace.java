package dev.dbsync.agent.bench.topic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.BusyServer;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Obstacle;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.SqlClient;
import dev.dbsync.agent.bench.ground.Users;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Samples;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.bench.peer.PlannedStatements;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Upgrades on one server, by the agent and by its peers, each with a cloud at work and somebody in the way. */
final class TrafficRace implements AutoCloseable {
    private static final String BEFORE = "zed";
    private static final double SLOWEST = 1.5;
    private static final double NEARLY_ALL = 0.1;
    private static final double END = 15;

    /** Debian 13's nova-manage, whose release has steps after Zed's, as {@code bin/bench} has it brought. */
    private static final String EPOXY = "dbsync.bench.nova";

    /** The table that is counted for a statement, which none is. */
    private static final double NONE = 1e-3;

    /**
     * What was noticed.
     *
     * @param end seconds from the obstacle's end to that of the upgrade
     */
    private record Noticed(Samples reads, Samples writes, double end, List<String> errors) {
        String counted() {
            return errors.isEmpty()
                    ? "none of %d statements failed".formatted(reads.count() + writes.count())
                    : "%d of %d statements failed (%s)"
                            .formatted(errors.size(), reads.count() + writes.count(), errors.get(0));
        }
    }

    private final BusyServer server;
    private final Effort effort;
    private final NovaDatabases before;
    private final NovaDatabases ours;
    private final NovaDatabases theirs;
    private final SqlClient client;
    private final ServingAgent agent;
    private final Ground ground;

    TrafficRace(BusyServer server, Ground ground, AgentProgram program, Effort effort) throws Exception {
        this.server = server;
        this.ground = ground;
        this.effort = effort;
        this.before = server.source().newDatabases();
        Pipelines.sync(Pipelines.of("nova/api", BEFORE), before.api(), null);
        Pipelines.sync(Pipelines.of("nova/main", BEFORE), before.main(), null);
        this.ours = ground.ofAgent(server.source().newDatabases());
        this.theirs = server.source().newDatabases();
        Users.fill(before.main(), effort.rows());
        this.client = SqlClient.of(server.engine(), ground.folder());
        this.agent = ServingAgent.start(program, AgentSettings.in(ground.folder(), ours.configured()));
    }

    void run(List<Row> rows, List<String> notes) throws Exception {
        ours.copy(before);
        List<String> tables = tables();
        Path statements = PlannedStatements.write(agent.rpc(), "nova_main", ground.newFolder("traffic"));
        double building = server.engine() == Engine.POSTGRESQL ? building(before.main()) : 0;
        for (Obstacle obstacle : Obstacle.of(server.engine())) {
            ours.copy(before);
            Noticed ofAgent = noticed(ours, agent::sync, obstacle, tables);
            ours.requireHead();
            Noticed ofClient = null;
            if (obstacle == Obstacle.TRANSACTION) {
                theirs.copy(before);
                ofClient = noticed(theirs, () -> client.feed(theirs.main(), statements), obstacle, tables);
            }
            rows.addAll(rows(obstacle, ofAgent, ofClient, building));
            notes.add("%s, %s: beside the agent's upgrade %s%s."
                    .formatted(
                            server.name(),
                            obstacle.text(),
                            ofAgent.counted(),
                            ofClient == null ? "" : ", beside the client's " + ofClient.counted()));
        }
        novaManage(rows, notes, tables);
    }

    /** Nova's own tool does a part of the same, up to its release. */
    private void novaManage(List<Row> rows, List<String> notes, List<String> tables) throws Exception {
        String tool = System.getProperty(EPOXY, "");
        if (tool.isEmpty() || server.isMysql()) {
            return;
        }
        theirs.copy(before);
        try (NovaManage nova = new NovaManage(Path.of(tool, "nova-manage"), theirs.main(), theirs.api())) {
            Noticed ofTool = noticed(
                    theirs,
                    () -> {
                        nova.apiDbSync().orFail();
                        nova.dbSync().orFail();
                    },
                    Obstacle.TRANSACTION,
                    tables);
            rows.add(Row.of(
                    named(Obstacle.TRANSACTION, "slowest read beside `nova-manage` 2025.1"),
                    figure(ofTool.reads().highest()),
                    Target.none()));
            notes.add("%s, %s: beside `nova-manage` %s."
                    .formatted(server.name(), Obstacle.TRANSACTION.text(), ofTool.counted()));
        }
    }

    private List<Row> rows(Obstacle obstacle, Noticed ofAgent, @Nullable Noticed ofClient, double building) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                obstacle,
                "slowest read",
                ofAgent,
                ofClient,
                seen -> seen.reads().highest(),
                SLOWEST));
        rows.add(row(
                obstacle,
                "99 of 100 reads within",
                ofAgent,
                ofClient,
                seen -> seen.reads().quantile(0.99),
                NEARLY_ALL));
        if (!obstacle.keepsWritersOut()) {
            rows.add(row(
                    obstacle,
                    "slowest write",
                    ofAgent,
                    ofClient,
                    seen -> seen.writes().highest(),
                    SLOWEST + building));
            rows.add(row(
                    obstacle,
                    "99 of 100 writes within",
                    ofAgent,
                    ofClient,
                    seen -> seen.writes().quantile(0.99),
                    NEARLY_ALL));
        }
        if (building > 0 && obstacle == Obstacle.TRANSACTION) {
            rows.add(Row.of(server.name() + ", two indexes, built by themselves", figure(building), Target.none()));
        }
        String end = obstacle == Obstacle.AUTOVACUUM ? "the upgrade, from its start" : "the upgrade's end after that";
        rows.add(row(obstacle, end, ofAgent, ofClient, Noticed::end, END));
        return rows;
    }

    private Row row(
            Obstacle obstacle,
            String what,
            Noticed agent,
            @Nullable Noticed client,
            ToDoubleFunction<Noticed> figure,
            double limit) {
        Figure ours = figure(figure.applyAsDouble(agent));
        Target target = Target.below(limit, Unit.SECONDS);
        return client == null
                ? Row.of(named(obstacle, what), ours, target)
                : Row.against(
                        named(obstacle, what),
                        ours,
                        new Peer(
                                "`" + this.client.name() + "` of the plan's statements",
                                figure(figure.applyAsDouble(client))),
                        target);
    }

    private String named(Obstacle obstacle, String what) {
        return "%s, %s: %s".formatted(server.name(), obstacle.text(), what);
    }

    private static Figure figure(double seconds) {
        return Figure.seconds(Samples.of(Math.max(seconds, NONE)));
    }

    /** Those of the main database that the upgrade needs, as its plan tells. */
    private List<String> tables() throws IOException {
        JsonNode plan = agent.rpc().call("plan", Map.of("databases", List.of("nova_main")));
        List<String> tables = new ArrayList<>();
        plan.findValues("impact").forEach(impact -> tables.addAll(impact.findValuesAsText("object")));
        return tables.stream().distinct().sorted().toList();
    }

    /** How many seconds it takes to build an index on each of two tables, as step 1acf2c98e646 does. */
    private static double building(TestDatabase database) throws SQLException {
        long began = System.nanoTime();
        database.execute(
                "create index built_instances on instances (vm_state, deleted)",
                "create index built_migrations on migrations (status, deleted)");
        double building = (System.nanoTime() - began) / 1e9;
        database.execute("drop index built_instances", "drop index built_migrations");
        return building;
    }

    private Noticed noticed(NovaDatabases databases, Trial.Work upgrade, Obstacle obstacle, List<String> tables)
            throws Exception {
        obstacle.prepare(databases.main());
        Users users = Users.of(databases.main(), effort.rows());
        List<String> errors = new ArrayList<>();
        double end;
        try (users;
                Connection other = databases.main().open();
                Statement statement = other.createStatement()) {
            obstacle.begin(statement, tables);
            long free = System.nanoTime();
            CompletableFuture<Long> ended = CompletableFuture.supplyAsync(() -> ended(upgrade));
            if (obstacle != Obstacle.AUTOVACUUM) {
                TimeUnit.SECONDS.sleep(effort.heldSeconds());
                try {
                    obstacle.end(statement);
                } catch (SQLException thrownOut) {
                    // A change of the schema on Galera ends whoever uses the table, unless it looks out for them.
                    errors.add(String.valueOf(thrownOut.getMessage()));
                }
                free = System.nanoTime();
            }
            end = (ended.get() - free) / 1e9;
            // What comes after it belongs to what is noticed.
            TimeUnit.SECONDS.sleep(1);
        }
        errors.addAll(users.errors());
        return new Noticed(users.reads(), users.writes(), end, List.copyOf(errors));
    }

    private static long ended(Trial.Work upgrade) {
        try {
            upgrade.run();
            return System.nanoTime();
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        agent.close();
    }
}
