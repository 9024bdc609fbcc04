package dev.dbsync.agent.chaos.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.driver.SentStatement;
import dev.dbsync.agent.chaos.driver.StopPoint;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.testing.GaleraCluster;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL while a sync waits for a table that somebody else uses: between and before all that it sends to look, to ask without
 * waiting, to stand in the queue and to let go. Whoever was behind it goes on, though the table is still in use; and the next sync
 * finishes once it is not.
 */
@ExtendWith({SharedServers.class, SharedCluster.class})
class KilledWhileWaitingTest {
    private static final String BEFORE = "1b91788ec3a6";
    private static final Duration LONG_ENOUGH_FOR_ALL_THAT_IT_DOES = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    private final Successor successor = new Successor(NovaCatalogue.MAIN);

    /** Servers that each have a way of their own to take a table. */
    enum Server {
        POSTGRESQL(60),
        MARIADB(60),
        /** The dead one's lease lasts for 45 seconds each time. */
        GALERA(15);

        private final int most;

        Server(int most) {
            this.most = most;
        }

        TestDatabase createDatabase() throws SQLException {
            return switch (this) {
                case POSTGRESQL -> SharedServers.postgres().createDatabase();
                case MARIADB -> SharedServers.mariaDb().createDatabase();
                case GALERA -> SharedCluster.get().createDatabase();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsNobodyWaitingAndIsFinishedByTheNext(Server server) throws Exception {
        Assumptions.assumeTrue(server != Server.GALERA || GaleraCluster.available(), GaleraCluster.MISSING);
        List<KillResult> results = new ArrayList<>();
        for (KillPoint point : Form.ofThisPart(Form.asked().some(points(server), 1))) {
            results.add(result(server, point));
        }
        KillScore score = new KillScore("waiting on " + server, results);
        System.out.println(score);
        score.assertAllFinished();
    }

    /** Statements from the beginning of the process on, since the first tries are among the first of them; evenly spread where there are very many. */
    private List<KillPoint> points(Server server) throws Exception {
        try (TestDatabase database = behind(server);
                Connection others = inUse(database);
                Victim victim = victim(database, StopPoint.NONE)) {
            Awaitility.await().ignoreExceptions().atMost(PATIENCE).until(() -> victim.sent().stream()
                    .anyMatch(KilledWhileWaitingTest::asks));
            TimeUnit.SECONDS.sleep(LONG_ENOUGH_FOR_ALL_THAT_IT_DOES.toSeconds());
            victim.kill();
            others.rollback();
            List<SentStatement> sent = victim.sent();
            int stride = Math.max(1, sent.size() / server.most);
            return IntStream.rangeClosed(1, sent.size() / stride)
                    .map(place -> place * stride)
                    .mapToObj(number -> new KillPoint(
                            KillPoint.Place.BEFORE, number, sent.get(number - 1).text()))
                    .toList();
        }
    }

    private static boolean asks(SentStatement statement) {
        String text = statement.text().toLowerCase(Locale.ROOT);
        return text.contains("lock table") || text.contains("lock_wait_timeout");
    }

    private KillResult result(Server server, KillPoint point) {
        try {
            killAndFinish(server, point);
            return KillResult.finished(point);
        } catch (Exception | AssertionError failure) {
            return KillResult.failed(point, failure);
        }
    }

    private void killAndFinish(Server server, KillPoint point) throws Exception {
        try (TestDatabase database = behind(server)) {
            try (Connection others = inUse(database);
                    Victim victim = victim(database, new StopPoint(StopPoint.Counted.ALL, point.number()))) {
                victim.awaitPoint();
                victim.kill();
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                database.query("select count(*) from instances"))
                        .containsExactly("0"));
                database.execute("insert into services (host, report_count) values ('ctl-1', 0)");
                others.rollback();
            }
            successor.sync(database);
            successor.assertReference(database);
        }
    }

    private static TestDatabase behind(Server server) throws SQLException {
        TestDatabase database = server.createDatabase();
        Pipelines.sync(Pipelines.of(NovaCatalogue.MAIN.label()), database, BEFORE);
        return database;
    }

    private static Connection inUse(TestDatabase database) throws SQLException {
        Connection connection = database.open();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from instances");
        }
        return connection;
    }

    private Victim victim(TestDatabase database, StopPoint stop) throws Exception {
        return Victim.start(Files.createTempDirectory(folder, "victim"), NovaCatalogue.MAIN.label(), database, stop);
    }
}
