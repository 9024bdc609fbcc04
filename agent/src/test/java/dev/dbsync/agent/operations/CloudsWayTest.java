package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.Fingerprint;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SampleRows;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cloud from Victoria to 2026.2: at each station one word changes, the release, and three agents sync at once. */
@ExtendWith(SharedServers.class)
class CloudsWayTest {
    private static final List<String> STATIONS = List.of("zed", "2023.1", "2024.1", "2025.1", "2026.2");
    private static final int AGENTS = 3;

    /** Made anew, and so emptied, by a revision of Nova's between 2024.1 and 2025.1. */
    private static final String ANEW = "share_mapping";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CyclicBarrier start = new CyclicBarrier(AGENTS);
    private final List<Operations> agents = IntStream.rangeClosed(1, AGENTS)
            .mapToObj(number -> new Operations(workers, "ctl-" + number, Clock.systemUTC(), 4))
            .toList();

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isGoneByChangingOneWordAtEachStation(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase api = LegacyDatabase.at(server, NovaCatalogue.API, 77);
                TestDatabase main = LegacyDatabase.at(server, NovaCatalogue.MAIN, 412)) {
            Fingerprint apiRows = SampleRows.fill(api);
            Fingerprint mainRows = SampleRows.fill(main);
            for (String release : STATIONS) {
                assertThat(changedBy(syncs(List.of(
                                managed(NovaCatalogue.API, release, api), managed(NovaCatalogue.MAIN, release, main)))))
                        .as(release)
                        .hasSize(1);

                assertArrived(NovaCatalogue.API, release, api);
                assertArrived(NovaCatalogue.MAIN, release, main);
                apiRows.assertKeptIn(Fingerprint.of(api));
                mainRows.without(ANEW).assertKeptIn(Fingerprint.of(main));
                apiRows = SampleRows.fill(api);
                mainRows = SampleRows.fill(main);
            }
        }
    }

    private static List<String> changedBy(List<Operation> syncs) {
        assertThat(syncs).extracting(Operation::state).containsOnly(OperationState.SUCCEEDED);
        return syncs.stream().filter(Operation::changed).map(Operation::host).toList();
    }

    private List<Operation> syncs(List<ManagedDatabase> databases) throws Exception {
        SyncRequest request = new SyncRequest(databases, null, null, Duration.ofMinutes(2));
        List<Future<Operation>> begun = new ArrayList<>();
        for (Operations agent : agents) {
            begun.add(workers.submit(() -> {
                start.await();
                return agent.run(request);
            }));
        }
        List<Operation> ended = new ArrayList<>();
        for (Future<Operation> sync : begun) {
            ended.add(sync.get());
        }
        return ended;
    }

    private static ManagedDatabase managed(NovaCatalogue catalogue, String release, TestDatabase database) {
        return new ManagedDatabase(
                catalogue.label(),
                Pipelines.of(catalogue.label(), release),
                new DriverConnectionSource(
                        new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password()), "ctl"),
                SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5)));
    }

    private static void assertArrived(NovaCatalogue catalogue, String release, TestDatabase database) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label(), release);
        String head = pipeline.catalog().head().id();
        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue, database.engine(), head));
        assertThat(Pipelines.detect(pipeline, database).state())
                .isInstanceOfSatisfying(DatabaseState.Current.class, current -> assertThat(current.revision())
                        .isEqualTo(head));
    }
}
