package dev.dbsync.agent.novaconf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads files as oslo.config itself does, with the options that Nova registers for its databases. */
class OsloComparisonTest {
    private static final String PROGRAM =
            """
            import json, sys
            from oslo_config import cfg
            from nova.conf import database
            def option(conf, group):
                value = conf[group].connection
                return None if not value else [value, conf[group].connection_parameters]
            def read(arguments):
                conf = cfg.ConfigOpts()
                database.register_opts(conf)
                conf.register_opts([cfg.StrOpt(name) for name in ("my_ip", "host", "pw", "other", "a.b")])
                conf.register_opts([cfg.StrOpt(name) for name in ("pw", "local")], group="database")
                conf.register_opts([cfg.StrOpt(name) for name in ("pw", "host", "nested")], group="vault")
                try:
                    conf(arguments, project="nova", default_config_files=[], default_config_dirs=[])
                    return [option(conf, "database"), option(conf, "api_database")]
                except (cfg.Error, RecursionError, UnicodeDecodeError) as refusal:
                    return type(refusal).__name__
            print(json.dumps([read(arguments) for arguments in json.load(sys.stdin)]))
            """;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URL = "mysql+pymysql://nova:secret@db/nova";

    /** Each a list of files; a name that ends in a slash and a file is one of a folder. */
    private static final List<List<String>> FIXTURES = new ArrayList<>();

    static {
        for (String one : List.of(
                "[database]\nconnection = " + URL + "\n",
                "[database]\nconnection=" + URL,
                "[database]\nconnection: " + URL + "\n",
                "[database]\nconnection :" + URL + "\n",
                "[database]\n  \nconnection = " + URL + "  \t\n",
                "[database]\r\nconnection = " + URL + "\r\n\r\n",
                "[database]\rconnection = " + URL + "\r",
                "# c\n; d\n[database]\n#connection = x\nconnection = " + URL + "\n;connection = y\n",
                "[database]\nconnection = " + URL + " # no comment\n",
                "[database]\nconnection = " + URL + " ; no comment\n",
                "[database]\nconnection = \"" + URL + "\"\n",
                "[database]\nconnection = '" + URL + "'\n",
                "[database]\nconnection = '" + URL + "\"\n",
                "[database]\nconnection = \"\n",
                "[database]\nconnection = \"\"\n",
                "[database]\nconnection = '\"x\"'\n",
                "[database]\nconnection = \" x \"\n",
                "[database]\nconnection = 'a'b'\n",
                "[database]\nconnection =\n",
                "[database]\nconnection\n",
                "[database]\nconnection = a\nconnection = b\n",
                "[database]\nconnection = a\nconnection =\n",
                "[database]\nconnection = a\n[api_database]\nconnection = c\n[database]\nconnection = b\n",
                "[DATABASE]\nconnection = a\n",
                "[DataBase]\nconnection = a\n[database]\nconnection = b\n",
                "[database]\nconnection = b\n[DataBase]\nconnection = a\n",
                "[database]\nConnection = a\n",
                "[ database ]\nconnection = a\n",
                "[database] \nconnection = a\n",
                " [database]\nconnection = a\n",
                "[database] # c\nconnection = a\n",
                "[database\nconnection = a\n",
                "[]\nconnection = a\n",
                "connection = a\n[database]\nconnection = b\n",
                "[database]\n= a\nconnection = b\n",
                "[database]\n  indented\nconnection = b\n",
                "[database]\nconnection = a\n  b\n",
                "[database]\nconnection = a\n  b\n\tc\nother = d\n",
                "[database]\nconnection = a\n  # b\n",
                "[database]\nconnection = a\n\n  b\n",
                "[database]\nconnection = a\n# c\n  b\n",
                "[database]\nconnection = 'a\n  b'\n",
                "[database]\nconnection = a\n  [b]\n",
                "[database]\nconnection =\n  a\n",
                "[database]\nconnection = a=b:c\n",
                "[database]\nconnection : a=b\n",
                "[database]\nconn:ection = a\nconnection = x\n",
                "[database]\nconnection = a$$b\\$c\n",
                "[database]\nconnection = a$ b$1 ${ ${} ${1} $-\n",
                "[database]\nconnection = a$$$$b\n",
                "[DEFAULT]\nmy_ip = 192.0.2.1\n[database]\nconnection = mysql://$my_ip/nova\n",
                "[DEFAULT]\nmy_ip = 192.0.2.1\n[database]\nconnection = mysql://${my_ip}:3306/nova\n",
                "[DEFAULT]\nmy_ip = 192.0.2.1\n[database]\nconnection = mysql://nova:x$my_ip:x/nova\n",
                "[DEFAULT]\nmy_ip = 192.0.2.1\n[database]\nconnection = mysql://$my_ip.example/nova\n",
                "[DEFAULT]\nmy_ip = 192.0.2.1\n[database]\nconnection = mysql://${DEFAULT.my_ip}/nova\n",
                "[DEFAULT]\nmy_ip = 192.0.2.1\n[database]\nconnection = mysql://$MY_IP/nova\n",
                "[DEFAULT]\na.b = x\n[database]\nconnection = mysql://${a.b}/nova\n",
                "[DEFAULT]\npw = d\n[database]\npw = m\nconnection = mysql://nova:$pw@db/nova\n",
                "[vault]\npw = v\n[database]\npw = m\nconnection = mysql://nova:${vault.pw}@db/nova\n",
                "[vault]\npw = v\n[database]\nconnection = mysql://nova:$vault.pw@db/nova\n",
                "[VAULT]\npw = v\n[database]\nconnection = mysql://nova:$vault.pw@db/nova\n",
                "[vault]\nnested = $host/${my_ip}\nhost = v\n[DEFAULT]\nmy_ip = d\n[database]\nconnection = ${vault.nested}\n",
                "[vault]\nnested = $$pw\n[database]\nconnection = ${vault.nested}\n",
                "[DEFAULT]\nmy_ip = $other\nother = ${host}x\nhost = h\n[database]\nconnection = $my_ip\n",
                "[DEFAULT]\nmy_ip = $other\nother = $my_ip\n[database]\nconnection = $my_ip\n",
                "[database]\nconnection = $connection\n",
                "[database]\nconnection = a$nothing\n",
                "[database]\nconnection = a${no.thing}\n",
                "[database]\nconnection = p%40ss%%\n",
                "[database]\nconnection = é€\n",
                "\u00a0[database]\nconnection = a\n",
                "[database]\nconnection = \u00a0a\u0085\n",
                "[DEFAULT]\nsql_connection = old\n",
                "[database]\nsql_connection = old\n",
                "[sql]\nconnection = old\n",
                "[sql]\nconnection = oldest\n[database]\nsql_connection = old\nconnection = new\n",
                "[sql]\nconnection = oldest\n[DEFAULT]\nsql_connection = old\n",
                "[database]\nconnection = a\nconnection_parameters = charset=utf8&x=y\n[api_database]\nconnection = b\n",
                "[database]\nconnection = a\n[api_database]\nconnection = b\nconnection_parameters = ssl_ca=/ca.pem\n",
                "[api_database]\nconnection = b\n",
                "[api_database]\nconnection = $pw\n[DEFAULT]\npw = d\n[database]\nconnection = a\n",
                "\ufeff[database]\nconnection = a\n",
                "",
                "\n\n")) {
            FIXTURES.add(List.of("nova.conf", one));
        }
        String a = "[database]\nconnection = a\n";
        String b = "[database]\nconnection = b\n";
        FIXTURES.add(List.of("1.conf", a, "2.conf", b));
        FIXTURES.add(List.of("2.conf", a, "1.conf", b));
        FIXTURES.add(List.of("1.conf", a, "2.conf", "[api_database]\nconnection = b\n"));
        FIXTURES.add(List.of("1.conf", a, "2.conf", "[database]\nconnection =\n"));
        FIXTURES.add(List.of("1.conf", a, "2.conf", "[DEFAULT]\nsql_connection = b\n"));
        FIXTURES.add(List.of(
                "1.conf",
                "[DEFAULT]\nmy_ip = 1\n[database]\nconnection = $my_ip\n",
                "2.conf",
                "[DEFAULT]\nmy_ip = 2\n"));
        FIXTURES.add(List.of("1.conf", a, "2.conf", "[database\n"));
        FIXTURES.add(List.of("d/b.conf", b, "d/a.conf", a));
        FIXTURES.add(List.of("d/B.conf", b, "d/a.conf", a, "d/_.conf", "[api_database]\nconnection = c\n"));
        FIXTURES.add(List.of("d/a.conf", a, "d/b.cfg", b));
        FIXTURES.add(List.of("d/a.conf", a, "d/.b.conf", b));
        FIXTURES.add(List.of("d/10.conf", a, "d/9.conf", b));
        FIXTURES.add(List.of("nova.conf", a, "d/a.conf", b));
        FIXTURES.add(List.of("d/a.conf", b, "nova.conf", a));
        FIXTURES.add(List.of("d/a.conf", b, "nova.conf", a, "e/a.conf", "[database]\nconnection = e\n"));
        FIXTURES.add(List.of("d/README", "no configuration", "nova.conf", a));
    }

    @TempDir
    static Path folder = Path.of("");

    private static List<NovaConfFiles> files = List.of();
    private static JsonNode expected = JSON.createArrayNode();

    @BeforeAll
    static void askOslo() throws IOException {
        assumeTrue(Python.has("nova.conf"), "python3-nova is not installed");
        List<NovaConfFiles> all = new ArrayList<>();
        List<List<String>> arguments = new ArrayList<>();
        for (int index = 0; index < FIXTURES.size(); index++) {
            List<Path> paths = write(folder.resolve(String.valueOf(index)), FIXTURES.get(index));
            all.add(new NovaConfFiles(paths));
            arguments.add(paths.stream()
                    .flatMap(path ->
                            Stream.of(Files.isDirectory(path) ? "--config-dir" : "--config-file", path.toString()))
                    .toList());
        }
        files = all;
        expected = Python.ask(PROGRAM, arguments);
    }

    private static List<Path> write(Path in, List<String> fixture) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int index = 0; index < fixture.size(); index += 2) {
            Path file = in.resolve(fixture.get(index));
            int slash = fixture.get(index).indexOf('/');
            Path named = slash < 0 ? file : in.resolve(fixture.get(index).substring(0, slash));
            Files.createDirectories(slash < 0 ? in : named);
            Files.writeString(file, fixture.get(index + 1));
            if (!paths.contains(named)) {
                paths.add(named);
            }
        }
        return paths;
    }

    static Stream<Arguments> fixtures() {
        return IntStream.range(0, FIXTURES.size())
                .mapToObj(index ->
                        Arguments.of(index, FIXTURES.get(index).toString().replaceAll("\\p{Cntrl}", "¶")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("fixtures")
    void theFilesMeanWhatTheyMeanToOslo(int index, String shown) {
        JsonNode oslos = expected.get(index);

        Object ours = ours(files.get(index));

        if (oslos.isTextual()) {
            assertThat(ours).as("oslo refuses with %s", oslos).isInstanceOf(NovaConfException.class);
        } else {
            assertThat((Object) JSON.valueToTree(ours)).isEqualTo(withoutFormerNames(oslos, FIXTURES.get(index)));
        }
    }

    /** oslo.db finds the api database, too, under the former names of the main one, which no release meant. */
    private static JsonNode withoutFormerNames(JsonNode oslos, List<String> fixture) {
        boolean former = fixture.stream().anyMatch(text -> text.contains("sql_connection") || text.contains("[sql]"));
        return former ? JSON.createArrayNode().add(oslos.get(0)).addNull() : oslos;
    }

    @Test
    void hasAHundredFixturesOfWhichOsloRefusesSome() {
        assertThat(FIXTURES).hasSizeGreaterThanOrEqualTo(100);
        assertThat(expected).hasSameSizeAs(FIXTURES);
        assertThat(expected).anyMatch(JsonNode::isTextual).anyMatch(JsonNode::isArray);
    }

    private static Object ours(NovaConfFiles named) {
        try {
            NovaConf read = named.read();
            List<Object> both = new ArrayList<>();
            both.add(parts(main(read)));
            both.add(parts(read.findApi().orElse(null)));
            return both;
        } catch (NovaConfException refusal) {
            return refusal;
        }
    }

    private static @Nullable NovaConnection main(NovaConf read) throws NovaConfException {
        try {
            return read.main();
        } catch (NovaConfException refusal) {
            if (refusal.problem().equals("is not set")) {
                return null;
            }
            throw refusal;
        }
    }

    private static @Nullable List<String> parts(@Nullable NovaConnection connection) {
        return connection == null ? null : List.of(connection.url(), connection.parameters());
    }

    @Test
    void debiansOwnFileOfTenThousandLinesGivesTheDatabases() throws Exception {
        Path debians = Path.of("/etc/nova/nova.conf");
        assumeTrue(Files.isReadable(debians), "nova-common is not installed, or not to be read");
        String text = Files.readString(debians);
        Path file = folder.resolve("debian.conf");
        Files.writeString(
                file,
                text.replace("connection = sqlite:////var/lib/nova/novadb", "connection = " + URL)
                        .replace("[api_database]\n", "[api_database]\nconnection = " + URL + "_api\n"));

        NovaConf read = new NovaConfFiles(List.of(file)).read();

        assertThat(text.lines().count()).isGreaterThan(10_000);
        assertThat(read.main().url()).isEqualTo(URL);
        assertThat(read.api().url()).isEqualTo(URL + "_api");
        assertThat(read.main().line()).isGreaterThan(3_000);
        assertThat(new NovaConfFiles(List.of(debians)).read().main().url()).startsWith("sqlite:");
    }

    /** Only Nova knows what an option is that no file sets. */
    @Test
    void aReferenceToADefaultOfNovasIsRefusedByName() throws Exception {
        Path file = folder.resolve("default.conf");
        Files.writeString(file, "[database]\nconnection = mysql://nova:s3cr3t@$my_ip/nova\n");

        Map<String, String> seen = new HashMap<>();
        try {
            new NovaConfFiles(List.of(file)).read().main();
        } catch (NovaConfException refusal) {
            seen.put("problem", refusal.problem());
            seen.put("place", refusal.file() + ":" + refusal.line());
        }

        assertThat(seen).containsEntry("place", file + ":2");
        assertThat(seen.get("problem")).contains("$").doesNotContain("s3cr3t");
    }
}
