package dev.dbsync.agent.bench.topic;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.AgentSettings;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.ServingAgent;
import dev.dbsync.agent.bench.ground.SqlClient;
import dev.dbsync.agent.bench.ground.Users;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Samples;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.measure.Target;
import dev.dbsync.agent.bench.measure.Trial;
import dev.dbsync.agent.bench.measure.Unit;
import dev.dbsync.agent.bench.peer.PlannedStatements;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What others notice of an upgrade from Zed to head while sixteen of them read and four write, and a transaction that has read
 * {@code instances} stays open: how long their statements take, and how many fail.
 */
public final class Traffic implements Topic {
    private static final String BEFORE = "zed";
    private static final double SLOWEST = 1.5;
    private static final double NEARLY_ALL = 0.1;
    private static final double END = 15;

    /**
     * What was noticed.
     *
     * @param end seconds from the end of the transaction to that of the upgrade
     */
    private record Noticed(Samples reads, Samples writes, double end, int errors) {}

    @Override
    public String name() {
        return "traffic";
    }

    @Override
    public String title() {
        return "What a cloud at work notices of an upgrade";
    }

    @Override
    public Section measure(Ground ground, AgentProgram agent, Effort effort) throws Exception {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Engine engine : effort.engines()) {
            on(engine, ground, agent, effort, rows, notes);
        }
        return Section.of(rows).withNotes(notes);
    }

    private static void on(
            Engine engine, Ground ground, AgentProgram program, Effort effort, List<Row> rows, List<String> notes)
            throws Exception {
        NovaDatabases before = NovaDatabases.on(ground.server(engine));
        Pipelines.sync(Pipelines.of("nova/api", BEFORE), before.api(), null);
        Pipelines.sync(Pipelines.of("nova/main", BEFORE), before.main(), null);
        Users.fill(before.main(), effort.rows());
        NovaDatabases ours = ground.newDatabasesOfAgent(engine);
        NovaDatabases theirs = NovaDatabases.on(ground.server(engine));
        ours.copy(before);
        theirs.copy(before);
        SqlClient client = SqlClient.of(engine, ground.folder());
        try (ServingAgent agent = ServingAgent.start(program, AgentSettings.in(ground.folder(), ours.configured()))) {
            Path statements = PlannedStatements.write(agent.rpc(), "nova_main", ground.newFolder("traffic"));
            Noticed ofAgent = noticed(ours, agent::sync, effort);
            ours.requireHead();
            Noticed ofClient = noticed(theirs, () -> client.feed(theirs.main(), statements), effort);
            double building = engine == Engine.POSTGRESQL ? building(before.main()) : 0;
            String on = Ground.name(engine) + ", ";
            String peer = "`" + client.name() + "` of the plan's statements";
            rows.add(row(
                    on + "slowest read",
                    ofAgent,
                    ofClient,
                    peer,
                    seen -> seen.reads().highest(),
                    SLOWEST));
            rows.add(row(
                    on + "slowest write",
                    ofAgent,
                    ofClient,
                    peer,
                    seen -> seen.writes().highest(),
                    SLOWEST + building));
            if (building > 0) {
                rows.add(Row.of(
                        on + "two indexes, built by themselves", Figure.seconds(Samples.of(building)), Target.none()));
            }
            rows.add(row(
                    on + "99 of 100 reads within",
                    ofAgent,
                    ofClient,
                    peer,
                    seen -> seen.reads().quantile(0.99),
                    NEARLY_ALL));
            rows.add(row(
                    on + "99 of 100 writes within",
                    ofAgent,
                    ofClient,
                    peer,
                    seen -> seen.writes().quantile(0.99),
                    NEARLY_ALL));
            rows.add(row(on + "the upgrade's end after the transaction's", ofAgent, ofClient, peer, Noticed::end, END));
            notes.add(
                    "%s: %d rows in `instances` and in `migrations`, a transaction of %d s; of %d statements beside the agent's upgrade %d failed, of %d beside the other %d."
                            .formatted(
                                    Ground.name(engine),
                                    effort.rows(),
                                    effort.heldSeconds(),
                                    ofAgent.reads().count() + ofAgent.writes().count(),
                                    ofAgent.errors(),
                                    ofClient.reads().count() + ofClient.writes().count(),
                                    ofClient.errors()));
        }
    }

    /** How many seconds it takes to build an index on each of two tables, as step 1acf2c98e646 does. */
    private static double building(TestDatabase database) throws SQLException {
        long began = System.nanoTime();
        database.execute(
                "create index built_instances on instances (vm_state, deleted)",
                "create index built_migrations on migrations (status, deleted)");
        return (System.nanoTime() - began) / 1e9;
    }

    private static Row row(
            String what, Noticed agent, Noticed client, String peer, ToDoubleFunction<Noticed> figure, double limit) {
        return Row.against(
                what,
                Figure.seconds(Samples.of(figure.applyAsDouble(agent))),
                new Peer(peer, Figure.seconds(Samples.of(figure.applyAsDouble(client)))),
                Target.below(limit, Unit.SECONDS));
    }

    private static Noticed noticed(NovaDatabases databases, Trial.Work upgrade, Effort effort) throws Exception {
        Users users = Users.of(databases.main(), effort.rows());
        double end;
        try (users;
                Connection other = databases.main().open();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select count(*) from instances where id < 10");
            CompletableFuture<Long> ended = CompletableFuture.supplyAsync(() -> ended(upgrade));
            TimeUnit.SECONDS.sleep(effort.heldSeconds());
            other.rollback();
            long free = System.nanoTime();
            end = (ended.get() - free) / 1e9;
            // What comes after it belongs to what is noticed.
            TimeUnit.SECONDS.sleep(1);
        }
        return new Noticed(
                users.reads(),
                users.writes(),
                Math.max(end, 0.001),
                users.errors().size());
    }

    private static long ended(Trial.Work upgrade) {
        try {
            upgrade.run();
            return System.nanoTime();
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }
}
