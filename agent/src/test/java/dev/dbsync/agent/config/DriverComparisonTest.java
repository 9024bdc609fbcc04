package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.dbsync.agent.database.DatabaseAddress;
import dev.dbsync.agent.database.driver.DriverSockets;
import dev.dbsync.agent.testing.Certificates;
import dev.dbsync.agent.testing.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.SslMode;
import org.postgresql.Driver;

/** What becomes of a URL in JDBC's drivers is what becomes of it in Python's: the same server, user, socket, and care. */
final class DriverComparisonTest {
    private static final String MYSQL =
            """
            import json, sys, pymysql
            from sqlalchemy.engine.url import make_url
            def parts(text):
                url = make_url(text)
                arguments, options = url.get_dialect()().create_connect_args(url)
                c = pymysql.connect(*arguments, defer_connect=True, **options)
                tls = "%s %s" % (c.ctx.verify_mode.name, c.ctx.check_hostname) if c.ssl else None
                place = c.unix_socket or "%s:%d" % (c.host, c.port)
                return [place, url.username and c.user, c.password.decode("latin1"), c.db, c.bind_address, tls]
            print(json.dumps([parts(text) for text in json.load(sys.stdin)]))
            """;
    private static final String POSTGRESQL =
            """
            import json, sys
            from sqlalchemy.engine.url import make_url
            def parts(text):
                url = make_url(text)
                _, o = url.get_dialect()().create_connect_args(url)
                hosts = o["host"].split(",", -1)
                ports = str(o.get("port") or 5432).split(",", -1)
                ports = ports * len(hosts) if len(ports) == 1 else ports
                pairs = zip(hosts, [port or "5432" for port in ports])
                places = [h + "/.s.PGSQL." + p if h[0] == "/" else h + ":" + p for h, p in pairs]
                return [",".join(places), o.get("user"), o.get("password"), o["database"]]
            print(json.dumps([parts(text) for text in json.load(sys.stdin)]))
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> MYSQL_URLS = List.of(
            "mysql+pymysql://nova:p%40s%2Fs@db:3307/nova?charset=utf8",
            "mysql+pymysql://nova:x@db/nova",
            "mysql+pymysql://nova:x@[fd00::1]:3307/nova",
            "mysql+pymysql://nova:x@/nova?unix_socket=/run/mysqld/mysqld.sock",
            "mysql+pymysql://nova:x@db:7/nova?unix_socket=/run/mysqld/mysqld.sock",
            "mysql+pymysql://nova:x@db/nova?bind_address=192.0.2.1",
            "mysql+pymysql://nova:x@db/nova?ssl_ca=CA",
            "mysql+pymysql://nova:x@db/nova?ssl_ca=CA&ssl_check_hostname=true",
            "mysql+pymysql://nova:x@db/nova?ssl_ca=CA&ssl_check_hostname=false",
            "mysql+pymysql://nova:x@db/nova?ssl_cert=CERT&ssl_key=KEY",
            "mysql+pymysql://nova:x@db/nova?ssl_cert=CERT&ssl_key=KEY&ssl_ca=CA",
            "mysql+pymysql://nova:x@db/nova?ssl_disabled=true&ssl_ca=CA",
            "mysql+pymysql://nova:x@db/nova?read_default_file=FILE",
            "mysql+pymysql://nova@db/nova?read_default_file=FILE",
            "mysql+pymysql://nova:@db/nova?read_default_file=FILE",
            "mysql+pymysql://nova:x@/nova?read_default_file=FILE",
            "mysql+pymysql://nova:x@:1/nova?read_default_file=FILE",
            "mysql+pymysql://nova:x@db/nova?read_default_file=FILE&bind_address=192.0.2.1",
            "mysql+pymysql://nova:x@db/nova?read_default_file=FILE&read_default_group=socket",
            "mysql+pymysql://nova@db/nova?read_default_file=FILE&read_default_group=socket",
            "mysql+pymysql://nova:x@db/nova?read_default_file=FILE&read_default_group=tls",
            "mysql+pymysql://nova:x@db/nova?read_default_file=FILE&read_default_group=none");
    private static final String FILE =
            """
            # as TripleO writes them
            [client]
            user = filed
            password = "f i=le'd"
            host = filehost
            PORT: 3399
            bind-address=192.0.2.9
            ; more

            [socket]
            socket = /run/other.sock
            password = 'q'
            skip-name-resolve

            [tls]
            ssl-ca = CA
            ssl-cert = CERT
            ssl-key = KEY
            database = other
            """;
    private static final List<String> POSTGRESQL_URLS = List.of(
            "postgresql://nova:p%40s%2Fs@db:5433/nova",
            "postgresql+psycopg2://nova@db/nova",
            "postgresql://nova:x@[fd00::1]:5433/nova",
            "postgresql://nova:x@a,b/nova",
            "postgresql://nova:x@a,b:5433/nova",
            "postgresql://nova:x@/nova?host=a,b&port=1,2",
            "postgresql://nova:x@/nova?host=a:1&host=b:2",
            "postgresql://nova:x@/nova?host=a:1&host=b",
            "postgresql://nova:x@/nova?host=/var/run/postgresql",
            "postgresql://nova:x@/nova?host=/var/run/postgresql&port=5433",
            "postgresql://nova:x@/nova?host=%2Frun%2Fpg",
            "postgresql://nova:x@db:7/nova?host=/var/run/postgresql",
            "postgresql://nova:x@db/nova?user=other&password=y%25");

    @TempDir
    static Path folder = Path.of("");

    private static JsonNode mysql = JSON.createArrayNode();
    private static JsonNode postgresql = JSON.createArrayNode();

    @BeforeAll
    static void askPython() throws Exception {
        assumeTrue(Python.has("pymysql, sqlalchemy, psycopg2"), "Nova's drivers are not installed");
        new Certificates(folder).issue("client", "rsa:2048");
        Files.writeString(folder.resolve("my.cnf"), located(FILE));
        mysql = Python.ask(
                MYSQL, MYSQL_URLS.stream().map(DriverComparisonTest::located).toList());
        postgresql = Python.ask(POSTGRESQL, POSTGRESQL_URLS);
    }

    private static String located(String text) {
        return text.replace("CA", folder + "/ca.pem")
                .replace("CERT", folder + "/client.pem")
                .replace("KEY", folder + "/client.key")
                .replace("FILE", folder + "/my.cnf");
    }

    static Stream<Arguments> mysqlUrls() {
        return IntStream.range(0, MYSQL_URLS.size()).mapToObj(index -> Arguments.of(MYSQL_URLS.get(index), index));
    }

    static Stream<Arguments> postgresqlUrls() {
        return IntStream.range(0, POSTGRESQL_URLS.size())
                .mapToObj(index -> Arguments.of(POSTGRESQL_URLS.get(index), index));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mysqlUrls")
    void mariaDbsDriverConnectsWhereAndAsPyMySqlDoes(String text, int index) throws Exception {
        DatabaseAddress address = DatabaseUrl.ofOperator(located(text));
        Configuration driver = Configuration.parse(address.jdbcUrl());

        ArrayNode parts = JSON.createArrayNode()
                .add(place(driver))
                .add(address.user())
                .add(Objects.requireNonNullElse(address.password(), ""))
                .add(driver.database())
                .add(driver.localSocketAddress())
                .add(tls(driver));
        assertThat((Object) parts).isEqualTo(mysql.get(index));
    }

    private static String place(Configuration driver) {
        return driver.nonMappedOptions()
                .getProperty(
                        DriverSockets.PATH,
                        driver.addresses().get(0).host + ":"
                                + driver.addresses().get(0).port);
    }

    private static @Nullable String tls(Configuration driver) {
        return Map.of(
                        SslMode.TRUST, "CERT_NONE False",
                        SslMode.VERIFY_CA, "CERT_REQUIRED False",
                        SslMode.VERIFY_FULL, "CERT_REQUIRED True")
                .get(driver.sslMode());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("postgresqlUrls")
    void postgresqlsDriverConnectsWhereAndAsPsycopgDoes(String text, int index) throws Exception {
        DatabaseAddress address = DatabaseUrl.ofOperator(text);
        Properties driver = Objects.requireNonNull(Driver.parseURL(address.jdbcUrl(), null));

        ArrayNode parts = JSON.createArrayNode()
                .add(place(driver))
                .add(address.user())
                .add(address.password())
                .add(driver.getProperty("PGDBNAME"));
        assertThat((Object) parts).isEqualTo(postgresql.get(index));
    }

    private static String place(Properties driver) {
        String[] hosts = driver.getProperty("PGHOST").split(",", -1);
        String[] ports = driver.getProperty("PGPORT").split(",", -1);
        String servers = IntStream.range(0, hosts.length)
                .mapToObj(index -> hosts[index].replaceAll("[\\[\\]]", "") + ":" + ports[index])
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        return driver.getProperty("socketFactoryArg", servers);
    }
}
