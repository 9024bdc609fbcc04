package dev.dbsync.agent.interoperability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent and the nova-manage of the distribution, on the same databases. */
@ExtendWith(SharedServers.class)
class NovaManageTest {
    private static final String MAIN = NovaCatalogue.MAIN.newestKnownToDebian();
    private static final String API = NovaCatalogue.API.newestKnownToDebian();

    private final DatabasePipeline main = Pipelines.of("nova/main");
    private final DatabasePipeline api = Pipelines.of("nova/api");

    @BeforeAll
    static void novaManageIsInstalled() {
        assertThat(NovaManage.available()).as(NovaManage.MISSING).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void findsNothingToDoAfterTheAgent(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase mainDatabase = server.createDatabase();
                TestDatabase apiDatabase = server.createDatabase();
                NovaManage tool = new NovaManage(mainDatabase, apiDatabase)) {
            Pipelines.sync(main, mainDatabase, MAIN);
            Pipelines.sync(api, apiDatabase, API);
            mainDatabase.mark();
            apiDatabase.mark();

            assertThat(tool.dbVersion().orFail().stdout().strip()).isEqualTo(MAIN);
            assertThat(tool.apiDbVersion().orFail().stdout().strip()).isEqualTo(API);
            tool.dbSync().orFail();
            tool.apiDbSync().orFail();

            assertThat(mainDatabase.changesLogged()).isEmpty();
            assertThat(apiDatabase.changesLogged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void takesTurnsWithTheAgent(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase mainDatabase = server.createDatabase();
                TestDatabase apiDatabase = server.createDatabase();
                NovaManage tool = new NovaManage(mainDatabase, apiDatabase)) {
            tool.dbSync("8f2f1571d55b").orFail();
            Pipelines.sync(main, mainDatabase, "16f1fbcab42b");
            tool.dbSync("ccb0fa1a2252").orFail();
            assertThat(Pipelines.plan(main, mainDatabase, MAIN).plan()).isInstanceOf(Plan.NothingToDo.class);
            Pipelines.sync(api, apiDatabase, "d67eeaabee36");
            tool.apiDbSync().orFail();
            assertThat(Pipelines.plan(api, apiDatabase, API).plan()).isInstanceOf(Plan.NothingToDo.class);

            Pipelines.sync(main, mainDatabase, null);
            Pipelines.sync(api, apiDatabase, null);

            assertThat(tool.dbVersion().orFail().stdout().strip()).isEqualTo("ab450ba04102");
            assertThat(tool.apiDbVersion().orFail().stdout().strip()).isEqualTo("cdeec0c85668");
            SchemaAssert.assertSchema(
                    mainDatabase.canonicalSchema(), ReferenceSchema.of("nova/main", engine, "ab450ba04102"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL,402,67",
        "POSTGRESQL,410,75",
        "POSTGRESQL,422,87",
        "MARIADB,402,67",
        "MARIADB,410,75",
        "MARIADB,422,87"
    })
    void goesOnFromWhatTheAgentStamped(Engine engine, int mainVersion, int apiVersion) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase mainDatabase = LegacyDatabase.at(server, NovaCatalogue.MAIN, mainVersion);
                TestDatabase apiDatabase = LegacyDatabase.at(server, NovaCatalogue.API, apiVersion);
                NovaManage tool = new NovaManage(mainDatabase, apiDatabase)) {
            Pipelines.sync(main, mainDatabase, "8f2f1571d55b");
            Pipelines.sync(api, apiDatabase, "d67eeaabee36");

            tool.dbSync().orFail();
            tool.apiDbSync().orFail();

            SchemaAssert.assertSchema(mainDatabase.canonicalSchema(), ReferenceSchema.of("nova/main", engine, MAIN));
            SchemaAssert.assertSchema(apiDatabase.canonicalSchema(), ReferenceSchema.of("nova/api", engine, API));
            assertThat(Pipelines.plan(main, mainDatabase, MAIN).plan()).isInstanceOf(Plan.NothingToDo.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void archivesAndPurgesWhatTheAgentMade(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase mainDatabase = server.createDatabase();
                TestDatabase apiDatabase = server.createDatabase();
                NovaManage tool = new NovaManage(mainDatabase, apiDatabase)) {
            Pipelines.sync(main, mainDatabase, MAIN);
            Pipelines.sync(api, apiDatabase, API);

            NovaJudge.archivesAndPurges(mainDatabase, tool);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void archivesAndPurgesWhatTheAgentUpgraded(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase mainDatabase = LegacyDatabase.at(server, NovaCatalogue.MAIN, 410);
                TestDatabase apiDatabase = LegacyDatabase.at(server, NovaCatalogue.API, 75);
                NovaManage tool = new NovaManage(mainDatabase, apiDatabase)) {
            Pipelines.sync(main, mainDatabase, MAIN);
            Pipelines.sync(api, apiDatabase, API);

            NovaJudge.archivesAndPurges(mainDatabase, tool);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isContentAfterASyncToItsRelease(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase mainDatabase = server.createDatabase();
                TestDatabase apiDatabase = server.createDatabase();
                NovaManage tool = new NovaManage(mainDatabase, apiDatabase)) {
            NovaJudge judge = new NovaJudge("zed");
            judge.sync(mainDatabase, apiDatabase);

            judge.isContent(tool, mainDatabase, apiDatabase);
        }
    }
}
