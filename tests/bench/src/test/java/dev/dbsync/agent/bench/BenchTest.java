package dev.dbsync.agent.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbsync.agent.bench.ground.AgentProgram;
import dev.dbsync.agent.bench.ground.Ground;
import dev.dbsync.agent.bench.ground.NovaDatabases;
import dev.dbsync.agent.bench.ground.Wrk;
import dev.dbsync.agent.bench.measure.Figure;
import dev.dbsync.agent.bench.measure.Peer;
import dev.dbsync.agent.bench.measure.Row;
import dev.dbsync.agent.bench.measure.Section;
import dev.dbsync.agent.bench.topic.Crowd;
import dev.dbsync.agent.bench.topic.Effort;
import dev.dbsync.agent.bench.topic.FromEmpty;
import dev.dbsync.agent.bench.topic.Questions;
import dev.dbsync.agent.bench.topic.Topic;
import dev.dbsync.agent.bench.topic.Traffic;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.MariaDbServer;
import dev.dbsync.agent.testing.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** That the bench works, on servers in a hurry and an agent from this JVM's classes; never how fast anything was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTest {
    private Ground ground;

    @BeforeAll
    void startServers() throws SQLException {
        ground = new Ground(PostgresServer.start(), MariaDbServer.start());
    }

    @AfterAll
    void stopServers() {
        ground.close();
    }

    @Test
    void measuresBothDatabasesFromEmptyAndLeavesThemAtHead() throws Exception {
        assertThat(measured(new FromEmpty(), Engine.POSTGRESQL, Engine.MARIADB).rows())
                .hasSize(6);
    }

    @Test
    void measuresQuestionsAndLeavesTheDatabasesAtHead() throws Exception {
        assertThat(measured(new Questions(), Engine.MARIADB).rows()).hasSize(6);
    }

    @Test
    void measuresACrowdAndLeavesTheDatabasesAtHead() throws Exception {
        assumeTrue(Wrk.available(), "wrk is not installed");
        assertThat(measured(new Crowd(), Engine.POSTGRESQL).rows()).hasSize(3);
    }

    @Test
    void measuresWhatACloudAtWorkNoticesOfAnUpgrade() throws Exception {
        Section section = measured(new Traffic(), Engine.POSTGRESQL, Engine.MARIADB);
        // On PostgreSQL also how long an index takes to build; whoever locks a table against writers is no figure of
        // theirs.
        assertThat(section.rows()).hasSize(11 + 8);
        assertThat(section.notes()).hasSize(4).allSatisfy(note -> assertThat(note)
                .contains("agent's upgrade none of"));
    }

    @Test
    void tellsWhatCouldNotBeMeasuredAndGoesOn() throws Exception {
        Run run = new Run(
                ground,
                new AgentProgram(List.of("/nonexistent/agent"), null),
                Effort.least(Engine.POSTGRESQL),
                quiet());

        run.measure(List.of(new Questions(), new FromEmpty()));

        assertThat(run.failures()).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .contains("could not be measured", "/nonexistent/agent"));
    }

    private Section measured(Topic topic, Engine... engines) throws Exception {
        int before = ground.databasesOfAgents().size();
        Section section = topic.measure(ground, AgentProgram.ofThisJvm(), Effort.least(engines));

        assertThat(section.rows()).allSatisfy(BenchTest::hasFigures);
        List<NovaDatabases> databases = ground.databasesOfAgents();
        assertThat(databases).hasSize(before + engines.length);
        for (NovaDatabases pair : databases.subList(before, databases.size())) {
            pair.requireHead();
        }
        return section;
    }

    private static void hasFigures(Row row) {
        List<Figure> figures = new ArrayList<>(List.of(row.agent()));
        Peer peer = row.peer();
        if (peer != null) {
            figures.add(peer.figure());
        }
        assertThat(figures).as(row.what()).allSatisfy(figure -> assertThat(figure.median())
                .isGreaterThan(0)
                .isFinite());
    }

    private static PrintWriter quiet() {
        return new PrintWriter(new StringWriter());
    }
}
