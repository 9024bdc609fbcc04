package dev.dbsync.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dbsync.agent.cells.CellMapping;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.operations.DatabaseResult;
import dev.dbsync.agent.operations.DatabaseStatus;
import dev.dbsync.agent.operations.DatabaseVerification;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.rpc.PlanAnswer;
import dev.dbsync.agent.rpc.RpcException;
import dev.dbsync.agent.state.DatabaseStateName;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.testing.DatabaseServer;
import dev.dbsync.agent.testing.NovaManage;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServers.class)
class CellsTest {
    private static final String NOWHERE = "postgresql://nova:s3cr3t@127.0.0.1:1/nova";
    private static final String BEHIND = "2903cd72dc14";
    private static final String HEAD = "ab450ba04102";

    @TempDir
    Path folder = Path.of("");

    private final List<TestDatabase> databases = new ArrayList<>();
    private @Nullable Deployment deployment;

    @BeforeEach
    void noDeploymentYet() {
        deployment = null;
    }

    @AfterEach
    void dropAll() throws Exception {
        if (deployment != null) {
            deployment.close();
        }
        for (TestDatabase database : databases) {
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void cellsAreThoseThatNovasOwnToolMapped(Engine engine) throws Exception {
        assumeTrue(NovaManage.available(), NovaManage.MISSING);
        DatabaseServer server = SharedServers.of(engine);
        TestDatabase api = synced(server, "nova/api");
        TestDatabase local = empty(server);
        TestDatabase cell0 = empty(server);
        TestDatabase other = empty(server);
        Deployment nova = deployed(api, local.sqlAlchemyUrl());
        String template = "{scheme}://{username}:{password}@{hostname}:{port}/" + other.name() + "?{query}";
        try (NovaManage tool = new NovaManage(local, api)) {
            tool.run("cell_v2", "map_cell0", "--database_connection", cell0.sqlAlchemyUrl())
                    .orFail();
            tool.run("cell_v2", "create_cell", "--name", "cell1", "--transport-url", "fake://one")
                    .orFail();
            tool.run("cell_v2", "create_cell", "--database_connection", template, "--transport-url", "fake://two")
                    .orFail();
        }
        String nameless = uuidWithoutName(api);
        nova.start("");

        assertThat(nova.names())
                .containsExactly("nova_api", "nova_main/cell0", "nova_main/cell1", "nova_main/" + nameless);
        assertThat(nova.sync().state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(nova.status()).allMatch(DatabaseStatus::upToDate);
        assertThat(local.canonicalSchema())
                .isEqualTo(cell0.canonicalSchema())
                .isEqualTo(other.canonicalSchema())
                .isNotEmpty();
    }

    @Test
    void fiftyCellsOfWhichOneIsBrokenAndOneCannotBeReached() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.POSTGRESQL);
        TestDatabase behind = empty(server);
        Pipelines.sync(Pipelines.of("nova/main"), behind, BEHIND);
        TestDatabase api = synced(server, "nova/api");
        Deployment nova = deployed(api, behind.sqlAlchemyUrl());
        nova.map(CellMapping.CELL0, "cell0", behind.sqlAlchemyUrl());
        for (int number = 1; number <= 48; number++) {
            TestDatabase cell = server.cloneOf(behind);
            databases.add(cell);
            nova.map(uuid(), "cell" + number, "{scheme}://{username}:{password}@{hostname}:{port}/" + cell.name());
        }
        TestDatabase broken = databases.get(databases.size() - 1);
        broken.execute("update alembic_version set version_num = 'feedfeedfeed'");
        nova.map(uuid(), "gone", NOWHERE);
        nova.start("");

        Operation operation = nova.sync();

        assertThat(operation.databases())
                .hasSize(51)
                .extracting(DatabaseResult::name)
                .startsWith("nova_api");
        assertThat(operation.state()).isEqualTo(OperationState.FAILED);
        assertThat(operation.databases().stream().filter(result -> result.error() == null))
                .hasSize(49)
                .filteredOn(DatabaseResult::changed)
                .hasSize(48)
                .allSatisfy(result -> assertThat(result.to()).isEqualTo(HEAD));
        assertThat(operation.databases().stream().filter(result -> result.error() != null))
                .extracting(
                        DatabaseResult::name,
                        result -> Objects.requireNonNull(result.error()).data().type())
                .containsExactly(tuple("nova_main/cell48", "ahead"), tuple("nova_main/gone", "unreachable"));
        assertThat(operation.toString()).doesNotContain("s3cr3t").doesNotContain(behind.password());
        assertThat(nova.status("nova_main").stream().filter(DatabaseStatus::upToDate))
                .hasSize(48);
    }

    @Test
    void aRequestMayNameTheSectionACellOrItsUuid() throws Exception {
        Deployment nova = withTwoCells();
        String cell1 = nova.names("nova_main/cell1").get(0);

        assertThat(nova.names("nova_main")).containsExactly("nova_main/cell0", "nova_main/cell1");
        assertThat(cell1).isEqualTo("nova_main/cell1");
        assertThat(nova.names("nova_main/" + CellMapping.CELL0, "nova_api"))
                .containsExactly("nova_api", "nova_main/cell0");
        assertThat(nova.names("nova_main/cell0", "nova_main")).hasSize(2);
        assertThatThrownBy(() -> nova.status("nova_main/cell2"))
                .isInstanceOfSatisfying(RpcException.class, refusal -> assertThat(
                                refusal.problem().data().remedy())
                        .contains("nova_api, nova_main/cell0, nova_main/cell1"));
        assertThatThrownBy(() -> nova.sync("nova_m")).isInstanceOf(RpcException.class);
    }

    @Test
    void everyMethodKnowsCells() throws Exception {
        Deployment nova = withTwoCells();

        PlanAnswer plan = nova.service().plan(List.of("nova_main/cell1"), "8f2f1571d55b", false, null, null, null);
        assertThat(plan.databases().get(0).name()).isEqualTo("nova_main/cell1");
        assertThat(plan.databases().get(0).to()).isEqualTo("8f2f1571d55b");
        Operation operation =
                nova.service().sync(List.of("nova_main/cell1"), "8f2f1571d55b", null, 30, false, null, null, null);
        assertThat(operation.databases()).extracting(DatabaseResult::name).containsExactly("nova_main/cell1");
        assertThat(nova.one("nova_main/cell1").revision()).isEqualTo("8f2f1571d55b");
        assertThat(nova.one("nova_main/cell0").state()).isEqualTo(DatabaseStateName.EMPTY);
        assertThat(nova.service().verify(List.of("nova_main/cell1")).databases())
                .extracting(DatabaseVerification::name)
                .containsExactly("nova_main/cell1");
    }

    @Test
    void aCellThatIsMappedLaterIsThereWithTheNextRequest() throws Exception {
        Deployment nova = withTwoCells();
        nova.map(uuid(), "cell2", NOWHERE);

        DatabaseStatus later = nova.one("nova_main/cell2");

        assertThat(later.state()).isEqualTo(DatabaseStateName.UNREACHABLE);
        assertThat(nova.names("nova_main")).hasSize(3);
    }

    @Test
    void anUnmappedCell0IsAStateAndTheLocalDatabaseIsAnEntryOfItsOwn() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.POSTGRESQL);
        TestDatabase local = empty(server);
        Deployment nova = deployed(empty(server), local.sqlAlchemyUrl()).start("");

        assertThat(nova.names()).containsExactly("nova_api", "nova_main", "nova_main/cell0");
        Problem unmapped = Objects.requireNonNull(nova.one("nova_main/cell0").error());
        assertThat(unmapped.data().type()).isEqualTo("unreachable");
        assertThat(unmapped.data().detail()).contains("cell0 is not mapped");
        assertThat(unmapped.data().remedy()).contains("nova-manage cell_v2 map_cell0");
        Operation operation = nova.sync("nova_api", "nova_main");
        assertThat(operation.databases())
                .extracting(DatabaseResult::state)
                .containsExactly(OperationState.SUCCEEDED, OperationState.SUCCEEDED, OperationState.FAILED);
        nova.map(CellMapping.CELL0, "cell0", local.sqlAlchemyUrl());
        assertThat(nova.names()).containsExactly("nova_api", "nova_main/cell0");
    }

    @Test
    void aDatabaseThatHasASectionOfItsOwnIsNotThereTwice() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.MARIADB);
        TestDatabase cell0 = empty(server);
        Deployment nova = deployed(synced(server, "nova/api"), cell0.sqlAlchemyUrl());
        nova.map(CellMapping.CELL0, "cell0", cell0.sqlAlchemyUrl());
        nova.start("[database:zero]\ncatalog = nova/main\nrelease = newest\nurl = "
                + cell0.sqlAlchemyUrl().replace("127.0.0.1", "localhost") + "\n");

        assertThat(nova.names()).containsExactly("nova_api", "zero");
        assertThat(nova.names("nova_main")).containsExactly("zero");
        assertThat(nova.names("nova_main/cell0")).containsExactly("zero");
        assertThat(nova.sync("nova_main").databases()).hasSize(1);
    }

    @Test
    void withoutTheApiDatabaseTheSectionStandsForItsCellsAndOthersGoOn() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.POSTGRESQL);
        TestDatabase other = empty(server);
        Deployment nova = deployed(empty(server), other.sqlAlchemyUrl());
        String text = Files.readString(nova.novaConf());
        nova.start("[database:other]\ncatalog = nova/main\nrelease = newest\nurl = " + other.sqlAlchemyUrl() + "\n");
        Files.writeString(nova.novaConf(), text.replaceAll("(?m)(?<=\\[api_database]\nconnection = ).*$", NOWHERE));

        assertThat(nova.names()).containsExactly("nova_api", "other", "nova_main");
        for (String name : List.of("nova_main", "nova_main/cell1")) {
            Problem problem = Objects.requireNonNull(nova.one(name).error());
            assertThat(problem.data().type()).isEqualTo("unreachable");
            assertThat(problem.toString())
                    .contains("the cells cannot be read")
                    .contains("127.0.0.1:1")
                    .doesNotContain("s3cr3t");
        }
        assertThat(nova.sync("other", "nova_main/cell1").databases())
                .extracting(DatabaseResult::state)
                .containsExactly(OperationState.SUCCEEDED, OperationState.FAILED);
        Files.delete(nova.novaConf());
        assertThat(Objects.requireNonNull(nova.one("nova_main").error()).data().detail())
                .contains("is not there");
        assertThat(nova.one("other").upToDate()).isTrue();
    }

    @Test
    void aPasswordThatWasChangedInNovaConfIsKnownWithoutARestart() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.MARIADB);
        TestDatabase local = empty(server);
        Deployment nova =
                deployed(synced(server, "nova/api"), local.sqlAlchemyUrl().replace(local.password(), "s3cr3t%24"));
        nova.map(CellMapping.CELL0, "cell0", "{scheme}://{username}:{password}@{hostname}:{port}/" + local.name());
        nova.start("");

        Problem refused = Objects.requireNonNull(nova.one("nova_main/cell0").error());
        assertThat(refused.toString()).doesNotContain("s3cr3t");
        nova.withLocal(local.sqlAlchemyUrl());

        assertThat(nova.one("nova_main/cell0").state()).isEqualTo(DatabaseStateName.EMPTY);
    }

    @Test
    void whatARowHoldsThatCannotBeUsedIsTheCellsProblemAlone() throws Exception {
        Deployment nova = withTwoCells();
        nova.map(uuid(), "oracle", "oracle://nova:s3cr3t@db/nova");
        nova.map(uuid(), "python", "{scheme:>5}://nova:s3cr3t@db/nova");
        nova.map(uuid(), "odd", "postgresql://nova:s3cr3t@db/nova?passfile=s3cr3t");
        nova.map(uuid(), "empty", "");
        // What map_cell0 makes of nova:s3cr3t%40x@db.
        nova.map(uuid(), "unescaped", "postgresql://nova:s3cr3t@x@db/nova");

        List<DatabaseStatus> broken = nova.status("nova_main").stream()
                .filter(status -> status.state() == DatabaseStateName.UNREACHABLE)
                .toList();

        assertThat(broken)
                .extracting(DatabaseStatus::name)
                .containsExactly(
                        "nova_main/oracle",
                        "nova_main/python",
                        "nova_main/odd",
                        "nova_main/empty",
                        "nova_main/unescaped");
        assertThat(broken).allSatisfy(status -> assertThat(String.valueOf(status.error()))
                .contains("cell_mappings row")
                .contains("database_connection")
                .containsAnyOf("nova-manage cell_v2 update_cell", "Write plain names")
                .doesNotContain("s3cr3t"));
    }

    @Test
    void anUnusableNovaConfIsSaidAtTheStart() throws Exception {
        Deployment nova = deployed(empty(SharedServers.of(Engine.POSTGRESQL)), "");
        assertThat(nova.refusal())
                .contains("nova.conf: [database] connection: is not set")
                .contains("or write url in place of nova_conf");
        nova.withLocal("sqlite:////var/lib/nova/novadb");
        assertThat(nova.refusal()).contains("nova.conf:5: [database] connection: \"sqlite\" is not a database");
        Files.delete(nova.novaConf());
        assertThat(nova.refusal()).contains("nova.conf: is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cell2", "first", "no-such-cell"})
    void oneCellGoesFirstAndTheOthersOnlyIfItSucceeded(String canary) throws Exception {
        DatabaseServer server = SharedServers.of(Engine.POSTGRESQL);
        Deployment nova = deployed(synced(server, "nova/api"), empty(server).sqlAlchemyUrl());
        nova.map(CellMapping.CELL0, "cell0", empty(server).sqlAlchemyUrl());
        nova.map(uuid(), "cell1", empty(server).sqlAlchemyUrl());
        TestDatabase cell1 = databases.get(databases.size() - 1);
        nova.map(uuid(), "cell2", empty(server).sqlAlchemyUrl());
        TestDatabase cell2 = databases.get(databases.size() - 1);
        TestDatabase first = canary.equals("cell2") ? cell2 : cell1;
        first.execute("create table instances (id int)");
        nova.start("canary = " + canary, "");

        Operation refused = nova.sync();

        assertThat(refused.state()).isEqualTo(OperationState.FAILED);
        String name = "nova_main/" + (canary.equals("cell2") ? "cell2" : "cell1");
        for (DatabaseResult result : refused.databases()) {
            if (result.name().equals(name)) {
                assertThat(result.state()).isEqualTo(OperationState.FAILED);
            } else if (result.name().startsWith("nova_main/")) {
                assertThat(result.state()).isEqualTo(OperationState.CANCELLED);
                assertThat(result.message())
                        .isEqualTo("Not begun, since the canary " + name + " did not succeed: nothing was changed.");
            } else {
                // The local database is none of the cells.
                assertThat(result.state()).isEqualTo(OperationState.SUCCEEDED);
            }
        }

        // Whoever asks for other cells by name has decided.
        String other = "nova_main/" + (canary.equals("cell2") ? "cell1" : "cell2");
        assertThat(nova.sync(other).state()).isEqualTo(OperationState.SUCCEEDED);
        first.execute("drop table instances");
        Operation all = nova.sync();
        assertThat(all.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(nova.status()).allMatch(DatabaseStatus::upToDate);
    }

    private Deployment withTwoCells() throws Exception {
        DatabaseServer server = SharedServers.of(Engine.POSTGRESQL);
        TestDatabase cell0 = empty(server);
        TestDatabase cell1 = empty(server);
        Deployment nova = deployed(synced(server, "nova/api"), cell1.sqlAlchemyUrl());
        nova.map(CellMapping.CELL0, "cell0", cell0.sqlAlchemyUrl());
        nova.map(uuid(), "cell1", cell1.sqlAlchemyUrl());
        return nova.start("");
    }

    private Deployment deployed(TestDatabase api, String localUrl) {
        deployment = new Deployment(folder, api).withLocal(localUrl);
        return deployment;
    }

    private TestDatabase empty(DatabaseServer server) throws Exception {
        TestDatabase database = server.createDatabase();
        databases.add(database);
        return database;
    }

    private TestDatabase synced(DatabaseServer server, String catalogue) throws Exception {
        TestDatabase database = empty(server);
        Pipelines.sync(Pipelines.of(catalogue), database, null);
        return database;
    }

    private static String uuidWithoutName(TestDatabase api) throws Exception {
        try (Connection connection = api.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select uuid from cell_mappings where name is null")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
