package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.ProjectFolder;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Map<String, PreparedDatabases.Preparation> PREPARATIONS = Map.ofEntries(
            Map.entry("concepts.md: status --database nova_api", here -> here.on(Engine.POSTGRESQL, "nova_api")
                    .type("sync --revision d67eeaabee36")
                    .lockedByAnother("nova_api")),
            Map.entry("concepts.md: status", TranscriptsTest::killedInItsFirstStep),
            Map.entry("concepts.md: sync --database nova_cell0", TranscriptsTest::aColumnInItsPlace),
            Map.entry("configuration.md: check-config --config dbsync.conf", TranscriptsTest::twoListeners),
            Map.entry("configuration.md: check-config --config bad.conf", TranscriptsTest::faults),
            Map.entry("install.md: token add ops --role operator", TranscriptsTest::aFileOfTokens),
            Map.entry("operations.md: sync --revision d67eeaabee36", here -> here.type("sync")),
            Map.entry(
                    "operations.md: serve --config dbsync.conf",
                    here -> here.on(Engine.MARIADB, "nova_api", "nova_cell0")),
            Map.entry("operations.md: history --database nova_api", here -> here.type(
                            "sync --database nova_api --revision d67eeaabee36")
                    .type("sync")),
            Map.entry("upgrading.md: status", TranscriptsTest::cells),
            Map.entry("upgrading.md: plan --database nova_api", here -> here.on(Engine.MARIADB, "nova_api")
                    .type("sync --revision d67eeaabee36")),
            Map.entry("upgrading.md: plan --database nova_main", TranscriptsTest::drift),
            Map.entry("upgrading.md: plan --database nova_main --readiness", TranscriptsTest::workAround),
            Map.entry("upgrading.md: verify --database nova_main", TranscriptsTest::differences),
            Map.entry("upgrading.md: sync --database nova_api --adopt b30f573d3377", here -> here.on(
                            Engine.MARIADB, "nova_api")
                    .type("sync --revision b30f573d3377")
                    .execute("nova_api", "drop table alembic_version")),
            Map.entry("upgrading.md: sync --database nova_api --adopt cdeec0c85668", here -> here.on(
                            Engine.MARIADB, "nova_api")
                    .type("sync")
                    .execute(
                            "nova_api",
                            "drop table alembic_version",
                            "alter table traits modify name varchar(100) character set latin1")));

    private final PreparedDatabases prepared;

    TranscriptsTest(@TempDir Path folder) {
        this.prepared = new PreparedDatabases(folder);
    }

    @AfterEach
    void close() throws SQLException {
        prepared.close();
    }

    static Stream<Transcript> transcripts() throws IOException {
        return Transcript.all().stream().filter(transcript -> !transcript.name().equals(OF_TWO_HOSTS));
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void isWhatIsPrinted(Transcript transcript) throws Exception {
        Objects.requireNonNull(
                        PREPARATIONS.get(transcript.name()), () -> "nothing is prepared for " + transcript.name())
                .with(prepared);
        String digest = "";
        for (Transcript.Shown shown : transcript.commands()) {
            String typed = String.join(" ", shown.words()).replaceFirst("(?<=--plan )\\w+", digest);
            String printed = typed.startsWith("serve") ? served() : prepared.printed(typed);
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
        String sections =
                prepared.fixture.database("nova_api", "nova/api") + prepared.fixture.database("nova_main", "nova/main");
        prepared.fixture.write(prepared.fixture.agent() + sections.replace("newest", "2024.1"));
        String printed = prepared.printed("plan") + prepared.printed("sync") + prepared.printed("sync");
        prepared.fixture.write(prepared.fixture.agent() + sections.replace("newest", "2025.1"));
        printed += prepared.printed("plan") + prepared.printed("sync") + prepared.printed("status");

        assertThat(printed.lines().map(Transcript::alike))
                .containsAll(shown.group(1)
                        .lines()
                        .filter(line -> !line.equals("..."))
                        .map(Transcript::alike)
                        .toList());
    }

    private String served() throws Exception {
        try (AgentUnderTest agent = prepared.fixture.start("serve").awaitReady()) {
            agent.signal("TERM");
            return agent.ended().err();
        }
    }

    private static void killedInItsFirstStep(PreparedDatabases here) throws SQLException {
        here.on(Engine.MARIADB, "nova_api", "nova_cell0").type("sync --database nova_api");
        here.execute("nova_cell0", "create table alembic_version (version_num varchar(32) not null primary key)");
        String first = here.printed("plan --database nova_cell0 --sql")
                .lines()
                .filter(line -> line.startsWith("CREATE TABLE"))
                .findFirst()
                .orElseThrow();
        here.execute("nova_cell0", first.replaceFirst(";$", ""));
    }

    private static void aColumnInItsPlace(PreparedDatabases here) throws SQLException {
        here.on(Engine.MARIADB, "nova_cell0")
                .type("sync --revision 16f1fbcab42b")
                .execute("nova_cell0", "alter table block_device_mapping add encrypted varchar(10)");
    }

    private static void twoListeners(PreparedDatabases here) throws IOException {
        TestAuthority.Issued agent = new TestAuthority(here.folder, "ours").issue("agent", "localhost");
        Path tokens = Files.createFile(here.folder.resolve("tokens"));
        here.fixture.write(
                here.fixture.agent()
                        + "https = 0.0.0.0:8640\n[tls]\ncertificate = %s\nkey = %s\n[auth]\ntokens = %s\n"
                                .formatted(agent.certificate(), agent.key(), tokens)
                        + "[database:nova_api]\ncatalog = nova/api\nrelease = newest\nurl = postgresql://nova:secret@db/nova_api\n"
                        + "[database:nova_cell0]\ncatalog = nova/main\nrelease = newest\nurl = mysql+pymysql://nova:secret@db/nova_cell0\n");
    }

    private static void faults(PreparedDatabases here) {
        here.fixture.write(
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

    private static void aFileOfTokens(PreparedDatabases here) {
        here.fixture.write(here.fixture.agent() + "[auth]\ntokens = " + here.folder.resolve("tokens") + "\n"
                + here.fixture.database("nova_api", "nova/api"));
    }

    private static void cells(PreparedDatabases here) throws SQLException {
        here.on(Engine.MARIADB, "nova_api", "nova_cell0", "nova_cell1")
                .type("sync --database nova_api")
                .type("sync --revision ccb0fa1a2252 --database nova_cell0 --database nova_cell1");
        map(here, "00000000-0000-0000-0000-000000000000", "cell0", here.url("nova_cell0"));
        map(here, "11111111-0000-0000-0000-000000000000", "cell1", here.url("nova_cell1"));
        map(here, "22222222-0000-0000-0000-000000000000", "paris", "mysql+pymysql://nova:secret@127.0.0.1:9/nova");
        here.fixture.write(here.fixture.agent()
                + here.section("nova_api")
                + "[database:nova_main]\ncatalog = nova/main\nrelease = newest\nurl = %s\ncells = all\n"
                        .formatted(here.url("nova_cell0")));
    }

    private static void map(PreparedDatabases here, String uuid, String name, String url) throws SQLException {
        here.execute(
                "nova_api",
                "insert into cell_mappings (uuid, name, transport_url, database_connection, disabled) values ('%s', '%s', 'none:///', '%s', false)"
                        .formatted(uuid, name, url));
    }

    private static void drift(PreparedDatabases here) throws SQLException {
        here.on(Engine.MARIADB, "nova_main")
                .type("sync --revision 1b91788ec3a6")
                .execute("nova_main", "alter table instances add rack varchar(8)")
                .at("2023.2");
    }

    private static void workAround(PreparedDatabases here) throws SQLException {
        here.on(Engine.MARIADB, "nova_main")
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

    private static void differences(PreparedDatabases here) throws SQLException {
        here.on(Engine.POSTGRESQL, "nova_main")
                .type("sync")
                .execute("nova_main", "alter table instances add note varchar(10)", "drop index migrations_uuid");
    }
}
