package dev.dbsync.agent.interoperability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent and the nova-manage of Debian 13, which is that of 2025.1. */
@ExtendWith(SharedServers.class)
@EnabledIfEnvironmentVariable(
        named = "NOVA_EPOXY",
        matches = ".+",
        disabledReason = "it takes minutes: NOVA_EPOXY=$(bin/nova-epoxy) runs it")
class NovaEpoxyTest {
    private static final Path TOOL = Path.of(String.valueOf(System.getenv("NOVA_EPOXY")), "nova-manage");

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void isContentAfterASyncToItsRelease(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase main = server.createDatabase();
                TestDatabase api = server.createDatabase();
                NovaManage tool = new NovaManage(TOOL, main, api)) {
            NovaJudge judge = new NovaJudge("2025.1");
            judge.sync(main, api);

            judge.isContent(tool, main, api);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void findsWhatItWouldHaveMadeOfADatabaseOfZedsTool(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase main = server.createDatabase();
                TestDatabase api = server.createDatabase();
                TestDatabase ownMain = server.createDatabase();
                TestDatabase ownApi = server.createDatabase();
                NovaManage zed = new NovaManage(main, api);
                NovaManage own = new NovaManage(TOOL, ownMain, ownApi);
                NovaManage epoxy = new NovaManage(TOOL, main, api)) {
            zed.apiDbSync().orFail();
            zed.dbSync().orFail();
            own.apiDbSync().orFail();
            own.dbSync().orFail();
            NovaJudge judge = new NovaJudge("epoxy");
            judge.sync(main, api);

            judge.isContent(epoxy, main, api);
            SchemaAssert.assertSchema(main.canonicalSchema(), ownMain.canonicalSchema());
            SchemaAssert.assertSchema(api.canonicalSchema(), ownApi.canonicalSchema());
        }
    }

    /** The way back: a cloud that is configured for Zed by mistake, or again, keeps what the later tool made. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void findsWhatItMadeUntouchedAfterASyncToZed(Engine engine) throws Exception {
        DatabaseServer server = SharedServers.of(engine);
        try (TestDatabase main = server.createDatabase();
                TestDatabase api = server.createDatabase();
                NovaManage epoxy = new NovaManage(TOOL, main, api)) {
            epoxy.apiDbSync().orFail();
            epoxy.dbSync().orFail();
            main.mark();
            api.mark();

            new NovaJudge("zed").sync(main, api);

            assertThat(main.changesLogged()).isEmpty();
            assertThat(api.changesLogged()).isEmpty();
            NovaJudge judge = new NovaJudge("2025.1");
            judge.sync(main, api);
            judge.isContent(epoxy, main, api);
        }
    }
}
