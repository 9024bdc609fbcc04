package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.postgresql.PostgresDialect;
import dev.dbsync.agent.testing.ProjectFolder;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestAuthority;
import dev.dbsync.agent.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manual shows of commands is what they print: each of its transcripts is prepared for, and typed. */
@ExtendWith(SharedServers.class)
class TranscriptsTest {
    /** Of two hosts, which a test has not. */
    private static final String OF_TWO_HOSTS =
            "operations.md: status --agent https://ctl-1:8640 --agent https://ctl-2:8640"
                    + " --ca-cert ca.pem --token-file ops.token";

    private static final Pattern FIRST_SCREEN = Pattern.compile("(?ms)^```\\n(nova_api: from nothing.*?)^```$");
    private static final Pattern DIGEST = Pattern.compile("(?m)^digest (\\w{32})$");

    /** What has to be there before somebody types. */
    @FunctionalInterface
    private interface Preparation {
        void of(TranscriptsTest test) throws Exception;
    }

    private static final Map<String, Preparation> PREPARATIONS = Map.ofEntries(
            Map.entry("concepts.md: status --database nova_api", TranscriptsTest::lockedByAnother),
            Map.entry("concepts.md: status", TranscriptsTest::killedInItsFirstStep),
            Map.entry("concepts.md: sync --database nova_cell0", TranscriptsTest::aColumnInItsPlace),
            Map.entry("configuration.md: check-config --config dbsync.conf", TranscriptsTest::twoListeners),
            Map.entry("configuration.md: check-config --config bad.conf", TranscriptsTest::faults),
            Map.entry("install.md: token add ops --role operator", TranscriptsTest::aFileOfTokens),
            Map.entry("operations.md: sync --revision d67eeaabee36", test -> test.type("sync")),
            Map.entry(
                    "operations.md: serve --config dbsync.conf",
                    test -> test.on(Engine.MARIADB, "nova_api", "nova_cell0")),
            Map.entry("operations.md: history --database nova_api", test -> test.type(
                            "sync --database nova_api --revision d67eeaabee36")
                    .type("sync")),
            Map.entry("upgrading.md: status", TranscriptsTest::cells),
            Map.entry("upgrading.md: plan --database nova_api", test -> test.on(Engine.MARIADB, "nova_api")
                    .type("sync --revision d67eeaabee36")),
            Map.entry("upgrading.md: plan --database nova_main", TranscriptsTest::drift),
            Map.entry("upgrading.md: plan --database nova_main --readiness", TranscriptsTest::workAround),
            Map.entry("upgrading.md: verify --database nova_main", TranscriptsTest::differences),
            Map.entry("upgrading.md: sync --database nova_api --adopt b30f573d3377", test -> test.on(
                            Engine.MARIADB, "nova_api")
                    .type("sync --revision b30f573d3377")
                    .execute("nova_api", "drop table alembic_version")),
            Map.entry("upgrading.md: sync --database nova_api --adopt cdeec0c85668", test -> test.on(
                            Engine.MARIADB, "nova_api")
                    .type("sync")
                    .execute(
                            "nova_api",
                            "drop table alembic_version",
                            "alter table traits modify name varchar(100) character set latin1")));

    private final Path folder;
    private final CommandFixture fixture;
    private final Map<String, TestDatabase> databases = new HashMap<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private String release = "newest";

    TranscriptsTest(@TempDir Path folder) {
        this.folder = folder;
        this.fixture = new CommandFixture(folder);
    }

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    static Stream<Transcript> transcripts() throws IOException {
        return Transcript.all().stream().filter(transcript -> !transcript.name().equals(OF_TWO_HOSTS));
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isWhatIsPrinted(Transcript transcript) throws Exception {
        Objects.requireNonNull(
                        PREPARATIONS.get(transcript.name()), () -> "nothing is prepared for " + transcript.name())
                .of(this);
        String digest = "";
        for (Transcript.Shown shown : transcript.commands()) {
            String typed = String.join(" ", shown.words()).replaceFirst("(?<=--plan )\\w+", digest);
            String printed = typed.startsWith("serve") ? served() : printed(typed);
            assertThat(printed.lines().map(Transcript::alike))
                    .as(typed)
                    .containsAll(shown.lines().stream().map(Transcript::alike).toList());
            Matcher told = DIGEST.matcher(printed);
            digest = told.find() ? told.group(1) : digest;
        }
    }

    @Test
    void nothingIsPreparedForNothing() throws Exception {
        assertThat(transcripts().map(Transcript::name)).containsExactlyInAnyOrderElementsOf(PREPARATIONS.keySet());
        assertThat(Transcript.all()).extracting(Transcript::name).contains(OF_TWO_HOSTS);
    }

    /** What the README shows of {@code bin/quickstart}, whose commands these are. */
    @Test
    void theFirstScreenIsWhatIsPrinted() throws Exception {
        String readme = Files.readString(ProjectFolder.find("docs").resolveSibling("README.md"));
        Matcher shown = FIRST_SCREEN.matcher(readme);
        assertThat(shown.find()).isTrue();
        String sections = fixture.database("nova_api", "nova/api") + fixture.database("nova_main", "nova/main");
        fixture.write(fixture.agent() + sections.replace("newest", "2024.1"));
        String printed = printed("plan") + printed("sync") + printed("sync");
        fixture.write(fixture.agent() + sections.replace("newest", "2025.1"));
        printed += printed("plan") + printed("sync") + printed("status");

        assertThat(printed.lines().map(Transcript::alike))
                .containsAll(shown.group(1)
                        .lines()
                        .filter(line -> !line.equals("..."))
                        .map(Transcript::alike)
                        .toList());
    }

    private String served() throws Exception {
        try (AgentUnderTest agent = fixture.start("serve").awaitReady()) {
            agent.signal("TERM");
            return agent.ended().err();
        }
    }

    private String printed(String typed) {
        List<String> words = Arrays.stream(
                        typed.replaceFirst(" --config \\S+", "").split(" "))
                .collect(Collectors.toCollection(ArrayList::new));
        words.addAll(List.of("--config", fixture.configuration().toString()));
        Outcome outcome = CommandFixture.runPlain(words.toArray(String[]::new));
        return outcome.err().replace(fixture.configuration().toString(), "bad.conf") + outcome.out();
    }

    private TranscriptsTest type(String typed) {
        printed(typed);
        return this;
    }

    /** Databases with these names, and a configuration with them alone. */
    private TranscriptsTest on(Engine engine, String... names) throws SQLException {
        for (String name : names) {
            TestDatabase database = SharedServers.of(engine).createDatabase();
            opened.push(database);
            databases.put(name, database);
        }
        return at(release);
    }

    private TranscriptsTest at(String wanted) {
        release = wanted;
        String sections = databases.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> section(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        fixture.write(fixture.agent() + sections);
        return this;
    }

    private String section(String name, TestDatabase database) {
        return "[database:%s]\ncatalog = %s\nrelease = %s\nurl = %s\n"
                .formatted(name, name.equals("nova_api") ? "nova/api" : "nova/main", release, database.sqlAlchemyUrl());
    }

    private TranscriptsTest execute(String name, String... statements) throws SQLException {
        database(name).execute(statements);
        return this;
    }

    private void lockedByAnother() throws SQLException {
        on(Engine.POSTGRESQL, "nova_api").type("sync --revision d67eeaabee36");
        Connection other = database("nova_api").open();
        opened.push(other);
        LockHolder holder = new LockHolder("ctl-2", Instant.parse("2026-11-22T18:03:38Z"), "5764ffc3");
        new PostgresDialect().sessionLock().acquire(other, holder, Duration.ofSeconds(5));
    }

    private void killedInItsFirstStep() throws SQLException {
        on(Engine.MARIADB, "nova_api", "nova_cell0").type("sync --database nova_api");
        execute("nova_cell0", "create table alembic_version (version_num varchar(32) not null primary key)");
        String first = printed("plan --database nova_cell0 --sql")
                .lines()
                .filter(line -> line.startsWith("CREATE TABLE"))
                .findFirst()
                .orElseThrow();
        execute("nova_cell0", first.replaceFirst(";$", ""));
    }

    private void aColumnInItsPlace() throws SQLException {
        on(Engine.MARIADB, "nova_cell0")
                .type("sync --revision 16f1fbcab42b")
                .execute("nova_cell0", "alter table block_device_mapping add encrypted varchar(10)");
    }

    private void twoListeners() throws IOException {
        TestAuthority.Issued agent = new TestAuthority(folder, "ours").issue("agent", "localhost");
        Path tokens = Files.createFile(folder.resolve("tokens"));
        fixture.write(
                fixture.agent()
                        + "https = 0.0.0.0:8640\n[tls]\ncertificate = %s\nkey = %s\n[auth]\ntokens = %s\n"
                                .formatted(agent.certificate(), agent.key(), tokens)
                        + "[database:nova_api]\ncatalog = nova/api\nrelease = newest\nurl = postgresql://nova:secret@db/nova_api\n"
                        + "[database:nova_cell0]\ncatalog = nova/main\nrelease = newest\nurl = mysql+pymysql://nova:secret@db/nova_cell0\n");
    }

    private void faults() {
        fixture.write(
                """
                [agent]
                state_dir = var/lib
                colour = blue
                [listen]
                http = 0.0.0.0:8639
                [database:nova_api]
                catalog = nova/api
                release = newest
                lock = leese
                url = postgresql://nova:secret@db/nova_api

                [databas:x]
                """);
    }

    private void aFileOfTokens() {
        fixture.write(fixture.agent() + "[auth]\ntokens = " + folder.resolve("tokens") + "\n"
                + fixture.database("nova_api", "nova/api"));
    }

    private void cells() throws SQLException {
        on(Engine.MARIADB, "nova_api", "nova_cell0", "nova_cell1")
                .type("sync --database nova_api")
                .type("sync --revision ccb0fa1a2252 --database nova_cell0 --database nova_cell1");
        map("00000000-0000-0000-0000-000000000000", "cell0", url("nova_cell0"));
        map("11111111-0000-0000-0000-000000000000", "cell1", url("nova_cell1"));
        map("22222222-0000-0000-0000-000000000000", "paris", "mysql+pymysql://nova:secret@127.0.0.1:9/nova");
        fixture.write(fixture.agent()
                + section("nova_api", database("nova_api"))
                + "[database:nova_main]\ncatalog = nova/main\nrelease = newest\nurl = %s\ncells = all\n"
                        .formatted(url("nova_cell0")));
    }

    private TestDatabase database(String name) {
        return Objects.requireNonNull(databases.get(name));
    }

    private String url(String name) {
        return database(name).sqlAlchemyUrl();
    }

    private void map(String uuid, String name, String url) throws SQLException {
        execute(
                "nova_api",
                "insert into cell_mappings (uuid, name, transport_url, database_connection, disabled) values ('%s', '%s', 'none:///', '%s', false)"
                        .formatted(uuid, name, url));
    }

    private void drift() throws SQLException {
        on(Engine.MARIADB, "nova_main")
                .type("sync --revision 1b91788ec3a6")
                .execute("nova_main", "alter table instances add rack varchar(8)")
                .at("2023.2");
    }

    private void workAround() throws SQLException {
        on(Engine.MARIADB, "nova_main")
                .type("sync --revision ccb0fa1a2252")
                .execute(
                        "nova_main",
                        service("cmp-17"),
                        service("cmp-18"),
                        "insert into instances (id, uuid, deleted, user_id) select seq, uuid(), seq, 'u' from seq_1_to_30000",
                        "insert into migrations (id, uuid, deleted) select seq, uuid(), seq from seq_1_to_18210")
                .at("2024.1");
    }

    private static String service(String host) {
        return "insert into services (host, `binary`, topic, report_count, disabled, forced_down, deleted, version)"
                + " values ('%s', 'nova-compute', 'compute', 0, false, false, 0, 61)".formatted(host);
    }

    private void differences() throws SQLException {
        on(Engine.POSTGRESQL, "nova_main")
                .type("sync")
                .execute("nova_main", "alter table instances add note varchar(10)", "drop index migrations_uuid");
    }
}
