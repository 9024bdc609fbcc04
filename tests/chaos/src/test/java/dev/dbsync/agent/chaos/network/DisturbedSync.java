package dev.dbsync.agent.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.chaos.driver.TrappedSource;
import dev.dbsync.agent.chaos.kill.Remains;
import dev.dbsync.agent.database.ConnectionSource;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.operations.AppliedStep;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.SyncRequest;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.FaultProxy;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A sync whose network goes bad, the next sync over a good one, and what both say and leave. */
final class DisturbedSync {
    static final String CATALOGUE = "nova/api";

    private static final Duration NEXT_WAITS = Duration.ofMinutes(2);
    private static final int LOCK_HELD_SECONDS = 2;

    /** Until after a trouble that passes. */
    private static final int TABLE_USED_SECONDS = 6;

    /** The revision whose tables others use; the next one changes this table of them. */
    private static final String USED = "d67eeaabee36";

    private static final String READ = "select count(*) from build_requests";

    private final DatabasePipeline pipeline = Pipelines.of(CATALOGUE);
    private final NetworkCase disturbed;
    private final Operations operations;

    DisturbedSync(NetworkCase disturbed, ExecutorService workers) {
        this.disturbed = disturbed;
        this.operations = new Operations(workers, "ctl-1", Clock.systemUTC(), 4);
    }

    /** Fails unless it ends in time, tells the truth, and leaves what an undisturbed sync would have left. */
    void run(Remains expected) throws Exception {
        try (TestDatabase database = SharedServers.of(disturbed.engine()).createDatabase()) {
            if (disturbed.moment().waitsForATable()) {
                Pipelines.sync(pipeline, database, USED);
            }
            List<String> tables = database.tableNames();
            try (FaultProxy proxy = FaultProxy.to(database.server().port())) {
                Operation first = disturbed(database, proxy);
                assertEnd(first);
                assertThat(first.changed() || database.tableNames().equals(tables))
                        .as("it says that it changed something, or changed nothing")
                        .isTrue();
                Operation next = operations.run(request(source(database.credentials())));
                assertThat(next.error()).as("the next sync").isNull();
                assertClaims(first, next);
                proxy.heal();
            }
            Awaitility.await().atMost(Duration.ofSeconds(70)).until(() -> database.connections()
                    .isEmpty());
            assertReference(database, expected);
        }
    }

    private Operation disturbed(TestDatabase database, FaultProxy proxy) throws Exception {
        ConnectionSource through = source(proxy.through(database.credentials()));
        return switch (disturbed.moment()) {
            case CONNECT -> {
                strikeAtConnect(proxy);
                yield ended(through);
            }
            case LOG_IN -> {
                proxy.afterPackets(1, () -> disturbed.trouble().strike(proxy));
                yield ended(through);
            }
            case LOCK_WAIT -> endedAfterWaiting(Competitor.at(database), LOCK_HELD_SECONDS, through, proxy);
            case TABLE_WAIT, TABLE_AGAIN -> endedAfterWaiting(user(database), TABLE_USED_SECONDS, through, proxy);
            case FIRST_QUESTION, PROBE, FIRST_CHANGE, MIDDLE, COMMIT, RELEASE ->
                ended(new TrappedSource(through, disturbed.moment().statement(), () -> spring(proxy)));
        };
    }

    /** Whoever is refused has no connection that could be cut. */
    private void strikeAtConnect(FaultProxy proxy) {
        switch (disturbed.trouble()) {
            case CUT, RESET -> proxy.afterPackets(0, () -> disturbed.trouble().strike(proxy));
            case REFUSAL, HICCUP, DELAY, SILENCE -> disturbed.trouble().strike(proxy);
        }
    }

    /** Somebody with an open transaction, who sees others read the table before it ends: nobody stands in their way for good. */
    private static AutoCloseable user(TestDatabase database) throws SQLException {
        Connection connection = database.open();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(READ);
        }
        return () -> {
            try (connection) {
                assertThat(database.query(READ)).containsExactly("0");
                connection.rollback();
            }
        };
    }

    /** Ends well after somebody who holds what is waited for has let go. */
    private Operation endedAfterWaiting(AutoCloseable holder, int seconds, ConnectionSource through, FaultProxy proxy)
            throws Exception {
        CompletableFuture<Void> released = new CompletableFuture<>();
        Runnable springAndRelease = () -> {
            spring(proxy);
            CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> {
                try {
                    holder.close();
                    released.complete(null);
                } catch (Exception | AssertionError failure) {
                    released.completeExceptionally(failure);
                }
            });
        };
        Operation operation =
                ended(new TrappedSource(through, disturbed.moment().statement(), springAndRelease));
        released.get(1, TimeUnit.MINUTES);
        return operation;
    }

    private void spring(FaultProxy proxy) {
        if (disturbed.answerLost()) {
            proxy.afterPackets(1, () -> disturbed.trouble().strike(proxy));
        } else {
            disturbed.trouble().strike(proxy);
        }
    }

    private Operation ended(ConnectionSource source) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> operations.run(request(source)), command -> new Thread(command).start())
                .get(disturbed.limit().toSeconds(), TimeUnit.SECONDS);
    }

    private void assertEnd(Operation operation) {
        assertThat(operation.state())
                .as("%s", operation.error())
                .isEqualTo(disturbed.goesOn() ? OperationState.SUCCEEDED : OperationState.FAILED);
        if (!disturbed.goesOn()) {
            Problem problem = Objects.requireNonNull(operation.error());
            assertThat(problem.detail()).doesNotContain("Exception").doesNotContain("nova-secret");
            assertThat(problem.remedy()).isNotBlank();
        }
    }

    /** Each step is told of once, and in its place. */
    private void assertClaims(Operation first, Operation next) {
        List<String> told = new ArrayList<>(applied(first));
        told.addAll(applied(next));
        List<String> revisions = pipeline.catalog().revisions().stream()
                .map(Revision::id)
                .filter(id -> !disturbed.moment().waitsForATable() || !id.equals(USED))
                .toList();
        if (disturbed.mayForgetAStep()) {
            assertThat(revisions).containsSubsequence(told);
        } else {
            assertThat(told).isEqualTo(revisions);
        }
        assertThat(next.changed()).isEqualTo(!applied(next).isEmpty());
    }

    private static List<String> applied(Operation operation) {
        return operation.databases().get(0).applied().stream()
                .map(AppliedStep::id)
                .toList();
    }

    private void assertReference(TestDatabase database, Remains expected) throws SQLException {
        String head = pipeline.catalog().head().id();
        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(CATALOGUE, disturbed.engine(), head));
        assertThat(Remains.of(database)).isEqualTo(expected);
    }

    private SyncRequest request(ConnectionSource source) {
        ManagedDatabase managed = new ManagedDatabase(
                "nova_api", pipeline, source, SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
        return new SyncRequest(List.of(managed), null, null, NEXT_WAITS);
    }

    private static ConnectionSource source(Credentials credentials) {
        return new DriverConnectionSource(
                new DatabaseAddress(credentials.jdbcUrl(), credentials.user(), credentials.password()), "ctl-1");
    }
}
