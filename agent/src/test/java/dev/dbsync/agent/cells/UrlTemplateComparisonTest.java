package dev.dbsync.agent.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dbsync.agent.testing.Python;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fills templates as Nova itself does, with the code that its services run. */
class UrlTemplateComparisonTest {
    private static final String PROGRAM =
            """
            import json, sys
            from nova import conf
            from nova.objects.cell_mapping import CellMapping
            def fill(template, local):
                conf.CONF.set_override("connection", local, group="database")
                return CellMapping.format_db_url(template)
            print(json.dumps([fill(*pair) for pair in json.load(sys.stdin)]))
            """;
    private static final String LOCAL = "mysql+pymysql://nova:s%40cret@db:3306/nova?charset=utf8";
    private static final String ALL = "{scheme}|{username}|{password}|{hostname}|{port}|{path}|{query}|{fragment}";

    private static final List<List<String>> PAIRS = List.of(
            List.of("mysql+pymysql://nova:x@db1/nova_cell1?charset=utf8", LOCAL),
            List.of("{scheme}://{username}:{password}@{hostname}:{port}/nova_cell1?{query}", LOCAL),
            List.of("{scheme}://{username}:{password}@db1/{path}_cell1?{query}#{fragment}", LOCAL),
            List.of(ALL, LOCAL),
            List.of(ALL, "postgresql://nova@db/nova"),
            List.of(ALL, "postgresql://nova:@db/nova"),
            List.of(ALL, "postgresql://:x@db/nova"),
            List.of(ALL, "postgresql://@db/nova"),
            List.of(ALL, "postgresql://db/nova"),
            List.of(ALL, "postgresql:///nova"),
            List.of(ALL, "postgresql://nova:x@/nova?host=/run/postgresql"),
            List.of(ALL, "postgresql://db"),
            List.of(ALL, "postgresql://db:/nova"),
            List.of(ALL, "postgresql://db:05432/nova"),
            List.of(ALL, "postgresql://db:65536/nova"),
            List.of(ALL, "postgresql://db:port/nova"),
            List.of(ALL, "POSTGRESQL+psycopg2://Nova:X@DB.Example/Nova?A=B"),
            List.of(ALL, "mysql://nova:x@[::1]:3306/nova"),
            List.of(ALL, "mysql://nova:x@[FE80::1%25Eth0]/nova"),
            List.of(ALL, "mysql://nova:x@[::1/nova"),
            List.of(ALL, "mysql://nova:x@::1]/nova"),
            List.of(ALL, "mysql://nova:x@[::1]x:7/nova"),
            List.of(ALL, "mysql://nova:x@y[::1]/nova"),
            List.of(ALL, "mysql://nova:x@[192.0.2.1]/nova"),
            List.of(ALL, "mysql://nova:x@[::ffff:192.0.2.1]/nova"),
            List.of(ALL, "mysql://nova:[x]@db/nova"),
            List.of(ALL, "mysql://nova:p@ss:w@rd@db/nova"),
            List.of(ALL, "mysql://nova:p/w@db/nova"),
            List.of(ALL, "mysql://nova:p?w@db/nova"),
            List.of(ALL, "mysql://nova:p#w@db/nova"),
            List.of(ALL, "mysql://nova:x@db//nova//x"),
            List.of(ALL, "mysql://nova:x@db/nova?a=b?c=d#e?f#g"),
            List.of(ALL, "mysql://nova:x@db/nova;a=b?c;d"),
            List.of(ALL, "my_sql://nova:x@db/nova"),
            List.of(ALL, "nova"),
            List.of(ALL, "//db/nova"),
            List.of(ALL, "sqlite:////var/lib/nova/nova.db"),
            List.of(ALL, "mysql://nova:é€@db/nova"),
            List.of(
                    ALL + "|{username1}|{password1}|{hostname1}|{port1}|{hostname2}|{port2}",
                    "postgresql://nova:x@db1:5432,db2/nova"),
            List.of("{username2}|{password2}|{hostname2}|{port2}", "mysql://a:b@db1,c:d@[::1]:7/nova"),
            List.of("{username1}|{password1}|{hostname1}|{port1}", "mysql://a:b@[::1],db2/nova"),
            List.of("{hostname3}", "mysql://db1,db2/nova"),
            List.of("mysql://nova:{{x}}@db/nova", LOCAL),
            List.of("mysql://nova:{x@db/nova", LOCAL),
            List.of("mysql://nova:x}@db/nova", LOCAL),
            List.of("mysql://nova:}{x@db/nova", LOCAL),
            List.of("mysql://nova:a{b}c@db/nova", LOCAL),
            List.of("mysql://{username}:a{b}c@db/nova", LOCAL),
            List.of("mysql://{}:x@db/nova", LOCAL),
            List.of("mysql://{0}:x@db/nova", LOCAL),
            List.of("mysql://{ username}:x@db/nova", LOCAL),
            List.of("mysql://{username }:x@db/nova", LOCAL),
            List.of("mysql://{username!s}:x@db/nova", LOCAL),
            List.of("mysql://{username:}:x@db/nova", LOCAL),
            List.of("mysql://{user{name}}:x@db/nova", LOCAL),
            List.of("mysql://{{{username}}}:x@db/nova", LOCAL),
            List.of("mysql://{USERNAME}:x@db/nova", LOCAL),
            List.of("{{", LOCAL),
            List.of("{", LOCAL),
            List.of("", LOCAL),
            List.of("{password}", "mysql://nova:{x}@db/nova"),
            List.of("{password}", "mysql://nova:a\tb\n@db/nova"));

    private static JsonNode expected = JsonNodeFactory.instance.arrayNode();

    @BeforeAll
    static void askNova() throws IOException {
        assumeTrue(Python.has("nova.conf"), "python3-nova is not installed");
        expected = Python.ask(PROGRAM, PAIRS);
    }

    static Stream<Arguments> pairs() {
        return IntStream.range(0, PAIRS.size())
                .mapToObj(index ->
                        Arguments.of(PAIRS.get(index).get(0), PAIRS.get(index).get(1), index));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("pairs")
    void theTemplateMeansWhatItMeansToNova(String template, String local, int index) {
        assertThat(UrlTemplate.fill(template, local))
                .contains(expected.get(index).textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{port:>5}", "{username!r}", "{username[0]}", "{path.upper}", "{port:{port}}"})
    void whatOnlyPythonCanPrintIsNotGuessed(String template) {
        assertThat(UrlTemplate.fill(template, LOCAL)).isEmpty();
    }

    @Test
    void cellsGoByTheirNamesAndElseByTheirUuids() {
        CellMapping cell0 = new CellMapping(CellMapping.CELL0, "cell0", "x");
        CellMapping nameless = new CellMapping("u1", null, "x");
        CellMapping blank = new CellMapping("u2", " ", "x");
        CellMapping one = new CellMapping("u3", "same", "x");
        CellMapping other = new CellMapping("u4", "same", "x");
        CellMapping odd = new CellMapping("u5", "a\nb", "x");
        CellMapping anothers = new CellMapping("u6", "u1", "x");
        CellMapping plain = new CellMapping("u7", "Paris 2/b", "x");
        List<CellMapping> all = List.of(cell0, nameless, blank, one, other, odd, anothers, plain);
        CellNames names = new CellNames(all);

        assertThat(all.stream().map(names::of))
                .containsExactly("cell0", "u1", "u2", "u3", "u4", "u5", "u6", "Paris 2/b");
        assertThat(names.ofUnmappedCell0()).isEqualTo(CellMapping.CELL0);
        assertThat(new CellNames(List.of(plain)).ofUnmappedCell0()).isEqualTo("cell0");
        assertThat(Optional.of(cell0).toString()).doesNotContain("x");
    }
}
