package dev.dbsync.agent.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.DriverConnectionSource;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockMode;
import dev.dbsync.agent.database.SyncSettings;
import dev.dbsync.agent.operations.DatabaseFinder;
import dev.dbsync.agent.operations.DatabasePipeline;
import dev.dbsync.agent.operations.FoundDatabase;
import dev.dbsync.agent.operations.ManagedDatabase;
import dev.dbsync.agent.operations.ManagedDatabases;
import dev.dbsync.agent.operations.OperationJournal;
import dev.dbsync.agent.operations.OperationObserver;
import dev.dbsync.agent.operations.Operations;
import dev.dbsync.agent.operations.Pipelines;
import dev.dbsync.agent.operations.Questions;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.SharedServers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a database of Zed is found as, no request takes it to a later release, and none that asks for that touches it. */
@ExtendWith(SharedServers.class)
class BeyondReleaseTest {
    private static final String RELEASE = "zed";
    private static final int CODE = -32005;
    private static final List<String> TOO_MANY_STEPS = List.of("+4", "+50");
    private static final ObjectMapper MAPPER = JsonFormat.newMapper();
    private static final PublishedSchemas PUBLISHED =
            PublishedSchemas.of(new OpenRpcDocument("1.2.3", List.of(AgentApi.class)).toJson());

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final OperationObserver observer = new OperationObserver() {};
    private final Operations operations =
            new Operations(workers, "ctl-1", Clock.systemUTC(), 4, OperationJournal.none(), observer);

    private enum Found {
        EMPTY(true),
        LEGACY(true),
        BEHIND(true),
        INTERRUPTED(true),
        CURRENT(true),
        CURRENT_BEYOND(true),
        UNMANAGED(false),
        AHEAD(false),
        INCONSISTENT(false);

        private final boolean hasAPlace;

        Found(boolean hasAPlace) {
            this.hasAPlace = hasAPlace;
        }

        String wireName() {
            return this == CURRENT_BEYOND ? "current" : name().toLowerCase(Locale.ROOT);
        }

        void make(DatabaseUnderTest database, NovaCatalogue catalogue) throws Exception {
            DatabasePipeline pipeline = Pipelines.of(catalogue.label());
            switch (this) {
                case EMPTY -> {}
                case LEGACY ->
                    database.execute(
                            "create table migrate_version (repository_id varchar(250) not null primary key,"
                                    + " repository_path varchar(2000), version integer)",
                            "insert into migrate_version values ('%s', '/x', %d)"
                                    .formatted(
                                            catalogue == NovaCatalogue.API ? "nova_api" : "nova",
                                            catalogue.lastLegacyVersion()));
                case BEHIND -> Pipelines.sync(pipeline, database, "xena");
                case INTERRUPTED -> {
                    Pipelines.sync(pipeline, database, catalogue == NovaCatalogue.API ? "xena" : "yoga");
                    database.execute(
                            catalogue == NovaCatalogue.API
                                    ? "alter table build_requests drop column vm_state"
                                    : "alter table block_device_mapping add encrypted boolean");
                }
                case CURRENT -> Pipelines.sync(pipeline, database, RELEASE);
                case CURRENT_BEYOND -> Pipelines.sync(pipeline, database, "2026.2");
                case UNMANAGED -> database.execute("create table something (id integer)");
                case AHEAD -> recorded(database, "ffffffffffff");
                case INCONSISTENT -> recorded(database, catalogue.initialRevision(), catalogue.newestKnownToDebian());
            }
        }

        private static void recorded(DatabaseUnderTest database, String... revisions) throws Exception {
            database.execute("create table alembic_version (version_num varchar(32) not null primary key)");
            for (String revision : revisions) {
                database.execute("insert into alembic_version values ('" + revision + "')");
            }
        }
    }

    /** Only where a step is not one transaction can it be cut off. */
    static Stream<Arguments> everyStateOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(NovaCatalogue.values()).flatMap(catalogue -> Stream.of(Found.values())
                        .filter(found -> found != Found.INTERRUPTED || engine != Engine.POSTGRESQL)
                        .map(found -> Arguments.of(engine, catalogue, found))));
    }

    @AfterEach
    void letWorkersGo() {
        workers.shutdownNow();
    }

    @ParameterizedTest
    @MethodSource("everyStateOnEveryEngine")
    void isRefusedAndTheDatabaseStaysAsItWas(Engine engine, NovaCatalogue catalogue, Found found) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label(), RELEASE);
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            found.make(database, catalogue);
            List<String> before = contents(database);
            JsonRpcEndpoint endpoint = endpoint(new ManagedDatabase(
                    "nova",
                    pipeline,
                    new DriverConnectionSource(
                            new DatabaseAddress(database.plainJdbcUrl(), database.user(), database.password()),
                            "ctl-1"),
                    SyncSettings.of(LockMode.AUTO, Duration.ofMinutes(5))));
            assertThat(call(endpoint, "status", null, null)
                            .at("/result/databases/0/state")
                            .asText())
                    .isEqualTo(found.wireName());
            database.mark();

            for (String method : List.of("plan", "sync")) {
                for (String beyond : beyond(pipeline)) {
                    assertRefused(call(endpoint, method, beyond, null).path("error"), beyond);
                    assertRefused(call(endpoint, method, null, beyond).path("error"), beyond);
                    assertRefused(call(endpoint, method, "head", beyond).path("error"), beyond);
                }
                for (String steps : TOO_MANY_STEPS) {
                    JsonNode error = call(endpoint, method, steps, null).at("/result/databases/0/error");
                    if (found.hasAPlace) {
                        assertRefused(error, steps);
                    } else {
                        assertThat(error.at("/data/type").asText()).isEqualTo(found.wireName());
                    }
                }
            }

            assertThat(database.changesLogged()).isEmpty();
            assertThat(contents(database)).isEqualTo(before);
            assertPublished(endpoint);
        }
    }

    /** The answers of all other methods, and those of a sync that may be carried out. */
    private static void assertPublished(JsonRpcEndpoint endpoint) throws Exception {
        JsonNode plan = call(endpoint, "plan", null, null);
        JsonNode sync = call(endpoint, "sync", null, null);
        assertThat(plan.has("result")).isTrue();
        assertThat(call(endpoint, "verify", null, null).has("result")).isTrue();
        assertThat(call(endpoint, "operations", null, null).at("/result/0/id")).isEqualTo(sync.at("/result/id"));
        ObjectNode request = MAPPER.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", 1).put("method", "history");
        request.putObject("params").put("database", "nova");
        assertThat(call(endpoint, request).has("result")).isTrue();
        request.putObject("params").set("id", sync.at("/result/id"));
        for (String method : List.of("operation", "cancel")) {
            assertThat(call(endpoint, request.put("method", method)).at("/result/id"))
                    .isEqualTo(sync.at("/result/id"));
        }
    }

    /** Ids, a prefix, releases by series and by name. */
    private static List<String> beyond(DatabasePipeline pipeline) {
        String newest = pipeline.catalog().newest().id();
        return List.of(newest, newest.substring(0, 5), "2024.1", "Hibiscus", "2026.2");
    }

    private static void assertRefused(JsonNode error, String asked) {
        assertThat(error.path("code").asInt()).as(asked + ": " + error).isEqualTo(CODE);
        assertThat(error.at("/data/type").asText()).isEqualTo("beyond_release");
        assertThat(error.path("message").asText()).contains("release Zed");
        assertThat(error.at("/data/remedy").asText()).contains("set release = 202", "reload the agent");
    }

    /** Its schema, and what is recorded in it. */
    private static List<String> contents(DatabaseUnderTest database) throws Exception {
        List<String> tables = database.tableNames();
        List<String> contents = new ArrayList<>(database.canonicalSchema());
        contents.addAll(tables);
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("alembic_version", "migrate_version")) {
                if (tables.stream().anyMatch(table::equalsIgnoreCase)) {
                    try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                        while (rows.next()) {
                            contents.add(table + " " + rows.getString(1));
                        }
                    }
                }
            }
        }
        return contents;
    }

    private JsonRpcEndpoint endpoint(ManagedDatabase database) {
        DatabaseFinder finder = new DatabaseFinder() {
            @Override
            public String section() {
                return database.name();
            }

            @Override
            public boolean asks() {
                return false;
            }

            @Override
            public List<FoundDatabase> find(Duration limit) {
                return List.of(new FoundDatabase(database, Set.of(database.name()), null, false));
            }
        };
        ManagedDatabases databases = new ManagedDatabases(List.of(finder), operations::ended);
        return JsonRpcEndpoint.ofAgent(
                new AgentService(
                        new StatusAnswer.Agent("ctl-1", "1.2.3"),
                        () -> databases,
                        new Questions(workers, 4, operations, observer),
                        operations),
                "1.2.3");
    }

    private static JsonNode call(
            JsonRpcEndpoint endpoint, String method, @Nullable String revision, @Nullable String adopt)
            throws Exception {
        ObjectNode request = MAPPER.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", 1).put("method", method);
        ObjectNode params = request.putObject("params");
        if (revision != null) {
            params.put("revision", revision);
        }
        if (adopt != null) {
            params.put("adopt", adopt);
        }
        return call(endpoint, request);
    }

    /** What is answered has to be as it is published, in each state. */
    private static JsonNode call(JsonRpcEndpoint endpoint, ObjectNode request) throws Exception {
        JsonNode answer = MAPPER.readTree(endpoint.handle(request.toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow());
        if (answer.has("result")) {
            PUBLISHED.fitsResult(request.get("method").textValue(), answer.get("result"));
        }
        return answer;
    }
}
