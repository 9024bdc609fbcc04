package dev.dbsync.agent.chaos.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.chaos.driver.StopFolder;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.chaos.driver.StopPoint.Counted;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.SpawnedAgent;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three agents, and sixty callers who all want an empty database synchronised at once. */
@ExtendWith({SharedServers.class, SharedCluster.class})
class StampedeTest {
    private static final String CATALOGUE = "nova/main";
    private static final String HEAD = Pipelines.of(CATALOGUE).catalog().head().id();
    private static final int AGENTS = 3;
    private static final int CALLERS = 60;

    /** Only the first and the last of these ask for the very same. */
    private static final List<Map<String, ?>> REQUESTS = List.of(
            Map.of(),
            Map.of("revision", HEAD),
            Map.of("revision", HEAD.substring(0, 6)),
            Map.of("databases", List.of(SpawnedAgent.sectionOf(CATALOGUE))));

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @MethodSource("dev.dbsync.agent.chaos.crowd.Where#forCrowds")
    void oneChangesAndNobodyFails(Where where) throws Exception {
        try (Ground ground = where.ground(AGENTS);
                Crowd crowd = Crowd.start(folder, CATALOGUE, ground, List.of());
                Callers callers = new Callers(CALLERS, crowd.agents(), REQUESTS)) {
            callers.start();

            Answers answers = callers.answers();
            assertThat(answers.operations()).hasSize(CALLERS);
            assertThat(answers.distinct()).isGreaterThanOrEqualTo(2 * AGENTS);
            answers.assertOneChanged();
            assertThat(ground.changesLogged()).isEqualTo(changesOfAQuietSync(where));
            assertReference(ground.database());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.dbsync.agent.chaos.crowd.Where#forDeaths")
    void anotherTakesOverFromAHolderThatDies(Where where) throws Exception {
        StopFolder stops = new StopFolder(folder);
        List<String> jvmOptions = stops.jvmOptions(new StopPoint(Counted.CHANGES, where.middle()));
        try (Ground ground = where.ground(AGENTS);
                Crowd crowd = Crowd.start(folder, CATALOGUE, ground, jvmOptions);
                Callers callers = new Callers(CALLERS, crowd.agents(), REQUESTS)) {
            callers.start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(stops::isReached);
            ServingAgent holder = crowd.withProcess(stops.processAtPoint());
            holder.kill();

            callers.answersExcept(holder).assertOneChanged();
            assertThat(callers.unanswered(holder)).isEqualTo(CALLERS / AGENTS);
            assertNothingRanTwice(where, ground);
            assertReference(ground.database());
        }
    }

    /** What a transaction took back has to be sent again; where DDL commits by itself, nothing has. */
    private static void assertNothingRanTwice(Where where, Ground ground) throws Exception {
        switch (where) {
            case POSTGRESQL, POSTGRESQL_LEASE ->
                assertThat(ground.changesLogged()).containsAll(changesOfAQuietSync(where));
            case GALERA ->
                assertThat(ground.changesLogged()).containsExactlyInAnyOrderElementsOf(changesOfAQuietSync(where));
            case MARIADB -> assertThat(ground.changesLogged()).isEqualTo(changesOfAQuietSync(where));
        }
    }

    private static List<String> changesOfAQuietSync(Where where) throws Exception {
        try (Ground quiet = where.ground(1)) {
            Pipelines.sync(Pipelines.of(CATALOGUE), quiet.database(), null);
            return quiet.changesLogged();
        }
    }

    private static void assertReference(TestDatabase database) throws Exception {
        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(CATALOGUE, database.engine(), HEAD));
        assertThat(database.tableNames()).hasSize(108 + 2);
    }
}
