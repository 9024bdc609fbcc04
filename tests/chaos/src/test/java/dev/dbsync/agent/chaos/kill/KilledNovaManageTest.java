package dev.dbsync.agent.chaos.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.chaos.Form;
import dev.dbsync.agent.chaos.driver.SentStatement;
import dev.dbsync.agent.chaos.driver.TrappedSource;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nova's own tool, killed at moments that are spread over its run, and finished by the agent. */
@ExtendWith(SharedServers.class)
class KilledNovaManageTest {
    private static final int MAIN_MOMENTS = 14;
    private static final int API_MOMENTS = 6;

    @BeforeAll
    static void novaManageIsInstalled() {
        assertThat(NovaManage.available()).as(NovaManage.MISSING).isTrue();
    }

    @Test
    void isFinishedByTheAgent() throws Exception {
        List<KillScore> scores =
                List.of(score(NovaCatalogue.MAIN, MAIN_MOMENTS, 1), score(NovaCatalogue.API, API_MOMENTS, 1));

        scores.forEach(System.out::println);
        scores.forEach(KillScore::assertAllFinished);
    }

    private static KillScore score(NovaCatalogue catalogue, int moments, int few) throws Exception {
        int statements = statementsOfAWholeRun(catalogue);
        List<Integer> spread = IntStream.rangeClosed(1, moments)
                .mapToObj(moment -> moment * statements / (moments + 1))
                .toList();
        assertThat(spread).doesNotHaveDuplicates().doesNotContain(0);
        List<Integer> chosen = Form.asked().some(spread, few);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<KillResult>> pending = chosen.stream()
                    .map(seen -> executor.submit(() -> result(catalogue, seen)))
                    .toList();
            return new KillScore("nova-manage of " + catalogue.label(), all(pending));
        } finally {
            executor.shutdownNow();
        }
    }

    private static int statementsOfAWholeRun(NovaCatalogue catalogue) throws SQLException {
        DatabaseServer server = SharedServers.mariaDb();
        try (TestDatabase database = server.createDatabase();
                NovaManage tool = new NovaManage(database, database)) {
            tool.sync(catalogue, catalogue.newestKnownToDebian()).orFail();
            return database.changesLogged().size();
        }
    }

    private static KillResult result(NovaCatalogue catalogue, int statements) {
        KillPoint point = new KillPoint(KillPoint.Place.BEFORE, statements, "about here");
        try {
            killAndFinish(catalogue, statements);
            return KillResult.finished(point);
        } catch (Exception | AssertionError failure) {
            return KillResult.failed(point, failure);
        }
    }

    private static void killAndFinish(NovaCatalogue catalogue, int statements) throws Exception {
        Successor agent = new Successor(catalogue);
        try (TestDatabase database = SharedServers.mariaDb().createDatabase();
                NovaManage tool = new NovaManage(database, database)) {
            kill(tool.startSync(catalogue), database, statements);

            agent.sync(database);

            agent.assertReference(database);
            assertThat(withoutNovasOwn(database.tableNames())).isEqualTo(tablesOfAnUndisturbedSync(catalogue));
        }
    }

    /**
     * The server runs a statement to its end, though whoever sent it is dead. A killed agent's statement keeps the agents'
     * lock until then; Nova's own tool has no lock, and nothing keeps the next sync from looking too early.
     */
    @Test
    void isFinishedThoughItsLastStatementArrivesAfterTheAgentLooked() throws Exception {
        boolean late = false;
        for (int attempt = 0; attempt < 3 && !late; attempt++) {
            late = finishesWhatArrivesLate();
        }
        assertThat(late)
                .as("the server still had the statement when the agent had looked")
                .isTrue();
    }

    /** Answers false if the server had given the dead's statement up before the agent came to its first change. */
    private static boolean finishesWhatArrivesLate() throws Exception {
        AtomicBoolean waits = new AtomicBoolean();
        NovaCatalogue catalogue = NovaCatalogue.API;
        Successor agent = new Successor(catalogue);
        try (TestDatabase database = SharedServers.mariaDb().createDatabase();
                NovaManage tool = new NovaManage(database, database);
                GlobalReadLock lock = killedBehindALock(tool.startSync(catalogue), database)) {
            List<String> sent = new CopyOnWriteArrayList<>();
            agent.sync(new TrappedSource(
                    Successor.source(database),
                    text -> sent.add(text) && new SentStatement(1, text).isChange(),
                    () -> waits.set(letTheDeadFinish(lock, database))));

            agent.assertReference(database);
            if (!waits.get()) {
                return false;
            }
            assertThat(afterTheFirst(SentStatement::isChange, sent))
                    .as("it looks again")
                    .anyMatch(text -> text.contains("information_schema.tables"));
            return true;
        }
    }

    private static List<String> afterTheFirst(Predicate<SentStatement> kind, List<String> sent) {
        return sent.stream()
                .dropWhile(text -> !kind.test(new SentStatement(1, text)))
                .toList();
    }

    /** It is dead, and a statement of it waits for the lock. */
    private static GlobalReadLock killedBehindALock(Process tool, TestDatabase database) throws Exception {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> database.tableNames().size() > 5);
            GlobalReadLock lock = GlobalReadLock.on(database);
            lock.awaitHeld(1);
            return lock;
        } finally {
            tool.destroyForcibly().waitFor();
        }
    }

    /** Whether the server still had its statement. */
    private static boolean letTheDeadFinish(GlobalReadLock lock, TestDatabase database) {
        try {
            List<String> before = database.canonicalSchema();
            boolean waits = lock.held() > 0;
            lock.open();
            if (!waits) {
                return false;
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !database.canonicalSchema()
                    .equals(before));
            return true;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Nova's own tool makes a shadow copy of each table that it finds, and so of its version table. */
    private static List<String> withoutNovasOwn(List<String> tables) {
        return tables.stream()
                .filter(table -> !table.equals("shadow_alembic_version"))
                .toList();
    }

    private static void kill(Process tool, TestDatabase database, int statements) throws Exception {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> database.changesLogged().size() >= statements || !tool.isAlive());
            assertThat(tool.isAlive())
                    .as("it is still at work when it is killed")
                    .isTrue();
        } finally {
            tool.destroyForcibly().waitFor();
        }
    }

    private static List<String> tablesOfAnUndisturbedSync(NovaCatalogue catalogue) throws Exception {
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            new Successor(catalogue).sync(database);
            return database.tableNames();
        }
    }

    private static <T> List<T> all(List<Future<T>> pending) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> result : pending) {
            results.add(result.get());
        }
        return results;
    }
}
