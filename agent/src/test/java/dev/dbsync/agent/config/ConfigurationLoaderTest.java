package dev.dbsync.agent.config;

import static dev.dbsync.agent.config.ConfigurationFixture.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dbsync.agent.database.LockMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationLoaderTest {

    @TempDir
    Path directory = Path.of("");

    private ConfigurationFixture fixture = new ConfigurationFixture(directory);

    @BeforeEach
    void freshFixture() {
        fixture = new ConfigurationFixture(directory);
    }

    @Test
    void everyKeyIsRead() {
        AgentConfiguration configuration = fixture.write(
                        """
                        # the agent of the first controller
                        [agent]
                        name = ctl-7                          ; default: the host's name
                        state_dir = /srv/dbsync
                        catalogs = /etc/dbsync/catalogs       ; a folder of further catalogues, optional
                        parallel = 9

                        [listen]
                        unix = /run/dbsync/other.sock         ; mode 0660
                        http = 127.0.0.1:9639                 ; loopback only

                        [database:nova_api]
                        catalog = nova/api
                        url = postgresql://nova:secret@db/nova_api      ; as in nova.conf, or a jdbc: URL
                        lock = session                        ; "auto" or 'session': as you like = it
                        [database:nova_main]
                        catalog = nova/main
                        url = mysql+pymysql://nova:secret@db:3307/nova?charset=utf8
                        """)
                .loaded();

        assertThat(configuration.agentName()).isEqualTo("ctl-7");
        assertThat(configuration.stateDirectory()).isEqualTo(Path.of("/srv/dbsync"));
        assertThat(configuration.parallel()).isEqualTo(9);
        assertThat(configuration.catalogs()).isEqualTo(Path.of("/etc/dbsync/catalogs"));
        assertThat(configuration.unixSocket()).isEqualTo(Path.of("/run/dbsync/other.sock"));
        assertThat(configuration.http()).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9639));
        assertThat(configuration.databases())
                .extracting(
                        ConfiguredDatabase::name,
                        ConfiguredDatabase::catalog,
                        database -> database.address().describe(),
                        database -> database.settings().lock())
                .containsExactly(
                        tuple("nova_api", "nova/api", "postgresql://db/nova_api", LockMode.SESSION),
                        tuple("nova_main", "nova/main", "mariadb://db:3307/nova", LockMode.AUTO));
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        AgentConfiguration configuration = fixture.write(DATABASE).loaded();

        assertThat(configuration.agentName()).isEqualTo("ctl-1");
        assertThat(configuration.stateDirectory()).isEqualTo(Path.of("/var/lib/dbsync"));
        assertThat(configuration.catalogs()).isNull();
        assertThat(configuration.unixSocket()).isEqualTo(Path.of("/run/dbsync/agent.sock"));
        assertThat(configuration.http()).isNull();
    }

    @Test
    void withoutAFileEachPackagedCatalogueHasAnEmbeddedDatabase() {
        List<ConfiguredDatabase> databases = fixture.loadedWithoutFile(Map.of()).databases();

        assertThat(databases).extracting(ConfiguredDatabase::name).containsExactly("nova_api", "nova_main");
        assertThat(databases).extracting(ConfiguredDatabase::catalog).containsExactly("nova/api", "nova/main");
        assertThat(databases.get(0).address().jdbcUrl())
                .isEqualTo("jdbc:h2:file:/var/lib/dbsync/nova_api"
                        + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    }

    @Test
    void embeddedDatabasesFollowTheStateDirectoryOfTheEnvironment() {
        AgentConfiguration configuration = fixture.loadedWithoutFile(Map.of("DBSYNC_AGENT_STATE_DIR", "/tmp/state"));

        assertThat(configuration.databases().get(1).address().describe()).isEqualTo("h2:file:/tmp/state/nova_main");
    }

    @Test
    void anEnvironmentVariableReplacesTheUrlOfAnEmbeddedDatabase() {
        AgentConfiguration configuration =
                fixture.loadedWithoutFile(Map.of("DBSYNC_DATABASE_NOVA_API_URL", "mysql://u@h/nova_api"));

        assertThat(configuration.databases().get(0).address().describe()).isEqualTo("mariadb://h/nova_api");
    }

    @Test
    void theDefaultFileIsUsedIfItIsThere() {
        fixture.write(DATABASE);

        ConfigurationResult result =
                new ConfigurationLoader(List.of("nova/main"), fixture.file(), () -> "ctl-1").load(null, Map.of());

        assertThat(result).isInstanceOf(ConfigurationResult.Loaded.class);
        assertThat(((ConfigurationResult.Loaded) result).configuration().databases())
                .extracting(ConfiguredDatabase::name)
                .containsExactly("nova_api");
    }

    @Test
    void theEnvironmentMayNameTheFileAndTheCommandLineWins() {
        fixture.write(DATABASE);
        String file = fixture.file().toString();

        assertThat(fixture.loadedWithoutFile(Map.of("DBSYNC_CONFIG", file)).databases())
                .hasSize(1);
        assertThat(fixture.loaded(Map.of("DBSYNC_CONFIG", "/nowhere")).databases())
                .hasSize(1);
    }

    @Test
    void aNamedFileThatIsMissingIsAnError() {
        assertThat(fixture.problems()).singleElement().asString().startsWith("dbsync.conf: is not there;");
    }

    @Test
    void aDirectoryIsNotAFile() throws IOException {
        Files.createDirectory(fixture.file());

        assertThat(fixture.problems()).singleElement().asString().startsWith("dbsync.conf: is a folder;");
    }

    @Test
    void aFileInAForeignEncodingIsAnError() {
        fixture.write(new byte[] {'[', 'a', (byte) 0xe4, ']', '\n'});

        assertThat(fixture.problems()).containsExactly("dbsync.conf: is not UTF-8; save it as UTF-8");
    }

    @Test
    void aFileWithoutDatabasesIsAnError() {
        assertThat(fixture.write("[agent]\nname = a\n").problems())
                .containsExactly("dbsync.conf: no database is configured; add a [database:NAME] with catalog and url");
    }

    @Test
    void allErrorsAreReportedAtOnceInTheFilesOrder() {
        List<String> problems = fixture.write(
                        """
                        [agent]
                        nmae = a
                        state_dir = var/lib
                        [listne]
                        unix = /x
                        [listen]
                        http = 0.0.0.0:80
                        https = 0.0.0.0:8640
                        [database:nova_api]
                        catalog = nova
                        lock = maybe
                        """)
                .problems(Map.of("DBSYNC_FOO", "x"));

        assertThat(problems)
                .containsExactly(
                        "dbsync.conf:2: [agent] nmae: there is no such key here; did you mean \"name\"?",
                        "dbsync.conf:3: [agent] state_dir: \"var/lib\" is not an absolute path;"
                                + " write a path that begins with /",
                        "dbsync.conf:4: [listne] there is no such section; did you mean \"listen\"?",
                        "dbsync.conf:7: [listen] http: \"0.0.0.0:80\" is not a loopback address;"
                                + " write 127.0.0.1:8639, [::1]:8639 or localhost:8639",
                        "dbsync.conf:8: [listen] https: needs a certificate; write certificate = and key = in [tls],"
                                + " each with the path of a PEM file",
                        "dbsync.conf:9: [database:nova_api] url: is missing;"
                                + " write url = dialect://user:password@host/database, or nova_conf ="
                                + " /etc/nova/nova.conf to take it from there",
                        "dbsync.conf:10: [database:nova_api] catalog: \"nova\" is not the name of a catalogue;"
                                + " write service/database, such as nova/main",
                        "dbsync.conf:11: [database:nova_api] lock: \"maybe\" is not a way of locking;"
                                + " write auto, session or lease",
                        "DBSYNC_FOO: this environment variable fits no key of a section that is there;"
                                + " unset it, or add the section to the configuration file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[logging]  | there is no such section; known are agent, listen, tls, auth, database:NAME",
                "[Agent]    | there is no such section; did you mean \"agent\"?",
                "[databse:a]| there is no such section; did you mean \"database:NAME\"?",
                "[database:]| is not a database's section; name it with letters, digits, _, - and . only",
                "[database:a b]| is not a database's section; name it with letters, digits, _, - and . only",
            })
    void aSectionThatIsNotKnownIsAnError(String heading, String complaint) {
        assertThat(fixture.write(DATABASE + heading.strip() + "\n").problems())
                .contains("dbsync.conf:4: " + heading.strip() + " " + complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parallel", "cell", "Url"})
    void aKeyThatIsNotKnownIsAnError(String key) {
        assertThat(fixture.write(DATABASE + key + " = x\n").problems())
                .singleElement()
                .asString()
                .startsWith("dbsync.conf:4: [database:nova_api] " + key + ": there is no such key here; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "127.1.2.3:65535", "[::1]:8639", "localhost:1"})
    void httpMayBeAnyLoopbackAddress(String value) {
        InetSocketAddress http = Objects.requireNonNull(fixture.write(DATABASE + "[listen]\nhttp = " + value + "\n")
                .loaded()
                .http());

        assertThat(http.getAddress().isLoopbackAddress()).isTrue();
        assertThat(value).endsWith(":" + http.getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:1",
                "10.0.0.1:80",
                "[::]:1",
                "ctl-1:8639",
                "127.0.0.1",
                "127.0.0.1:65536",
                ":80",
                "::1:80",
                "127.0.0.1:http",
                "127.0.0.256:1",
                "localhost.evil.example:1"
            })
    void httpMayBeNothingElse(String value) {
        assertThat(fixture.write(DATABASE + "[listen]\nhttp = " + value + "\n").problems())
                .singleElement()
                .asString()
                .startsWith("dbsync.conf:5: [listen] http: \"" + value + "\" is not ");
    }

    @Test
    void anEmptyValueTurnsAListenerOff() {
        assertThat(fixture.write(DATABASE + "[listen]\nunix =\nhttp = 127.0.0.1:8639\n")
                        .loaded()
                        .unixSocket())
                .isNull();
        assertThat(fixture.write(DATABASE + "[listen]\nhttp =   ; not here\n")
                        .loaded()
                        .http())
                .isNull();
    }

    @Test
    void anAgentThatWouldListenNowhereIsAnError() {
        assertThat(fixture.write(DATABASE + "[listen]\nunix =\n").problems(Map.of("DBSYNC_LISTEN_HTTP", "")))
                .singleElement()
                .asString()
                .contains(
                        "[listen] unix: is empty, and http is not set: the agent would listen nowhere; set one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "state_dir", "catalogs", "parallel"})
    void anEmptyValueIsOtherwiseAnError(String key) {
        assertThat(fixture.write("[agent]\n" + key + " =\n" + DATABASE).problems())
                .singleElement()
                .asString()
                .startsWith("dbsync.conf:2: [agent] " + key + ": \"\" is not ");
    }

    @Test
    void aSocketsPathIsLimitedByTheKernel() {
        assertThat(fixture.write(DATABASE + "[listen]\nunix = /" + "x".repeat(107) + "\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("is longer than the 107 bytes of a Unix socket's path");
    }

    @Test
    void aProblemWithACatalogueNamesThePlaceThatNamedIt() {
        ConfiguredDatabase database =
                fixture.write(DATABASE).loaded().databases().get(0);

        assertThat(database.catalogProblem("is not among the catalogues", "add it")
                        .render())
                .endsWith("dbsync.conf:2: [database:nova_api] catalog: \"nova/api\" is not among the catalogues;"
                        + " add it");
    }
}
