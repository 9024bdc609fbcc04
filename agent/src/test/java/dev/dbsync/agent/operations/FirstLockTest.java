package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of agents that are asked for the same at once, one does all of it. */
@ExtendWith(SharedServers.class)
class FirstLockTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int CALLS = 10;

    /** How often in a build; {@code -Dfirst.lock.rounds=100} is the full form. */
    private static final int ROUNDS = Integer.getInteger("first.lock.rounds", 4);

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @Test
    void leavesTheWholeOfAnOperationToOneAgent() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Engine engine = round % 2 == 0 ? Engine.POSTGRESQL : Engine.MARIADB;
            try (DatabaseUnderTest api = SharedServers.freshDatabase(engine);
                    DatabaseUnderTest main = SharedServers.freshDatabase(engine)) {
                // Small steps, so that a lock that is let go of early is taken by the other.
                Pipelines.sync(Pipelines.of("nova/main"), main, "2903cd72dc14");
                Pipelines.sync(Pipelines.of("nova/api"), api, round % 4 < 2 ? "b30f573d3377" : null);

                List<Operation> ended =
                        callAtOnce(managed("nova_api", "nova/api", api), managed("nova_main", "nova/main", main));

                assertThat(ended).allMatch(operation -> operation.state() == OperationState.SUCCEEDED);
                assertThat(ended.stream()
                                .filter(Operation::changed)
                                .map(Operation::id)
                                .distinct())
                        .hasSize(1);
            }
        }
    }

    @Test
    void keepsCellsThatAreWorkedOnSideBySideFromWaitingForEachOther() throws Exception {
        List<DatabaseUnderTest> cells = new ArrayList<>();
        try {
            List<ManagedDatabase> managed = new ArrayList<>();
            for (int cell = 0; cell < 5; cell++) {
                cells.add(SharedServers.freshDatabase(Engine.POSTGRESQL));
                managed.add(managed("nova_main/cell" + cell, "nova/main", cells.get(cell)));
            }
            List<Operation> ended = callAtOnce(managed.toArray(ManagedDatabase[]::new));

            assertThat(ended).allMatch(operation -> operation.state() == OperationState.SUCCEEDED);
            assertThat(ended.stream()
                            .filter(Operation::changed)
                            .map(Operation::id)
                            .distinct())
                    .hasSize(1);
        } finally {
            for (DatabaseUnderTest cell : cells) {
                cell.close();
            }
        }
    }

    private List<Operation> callAtOnce(ManagedDatabase... databases) throws Exception {
        Operations one = new Operations(workers, "ctl-1", Clock.systemUTC(), 3);
        Operations two = new Operations(workers, "ctl-2", Clock.systemUTC(), 3);
        List<Callable<Operation>> calls = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            Operations agent = call % 2 == 0 ? one : two;
            calls.add(() -> agent.run(new SyncRequest(List.of(databases), null, null, LONG)));
            calls.add(() -> agent.run(new SyncRequest(reversed(databases), null, null, LONG)));
        }
        List<Operation> ended = new ArrayList<>();
        for (Future<Operation> call : workers.invokeAll(calls)) {
            ended.add(call.get());
        }
        return ended;
    }

    private static List<ManagedDatabase> reversed(ManagedDatabase... databases) {
        List<ManagedDatabase> list = new ArrayList<>(List.of(databases));
        Collections.reverse(list);
        return list;
    }

    private static ManagedDatabase managed(String name, String catalogue, DatabaseUnderTest database) {
        return new ManagedDatabase(
                name,
                Pipelines.of(catalogue),
                new DriverConnectionSource(
                        new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password()), "ctl-1"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }
}
