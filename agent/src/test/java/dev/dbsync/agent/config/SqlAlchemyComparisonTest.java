package dev.dbsync.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dbsync.agent.testing.Python;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes URLs apart as SQLAlchemy itself does, which Nova's own tool uses. */
final class SqlAlchemyComparisonTest {

    private static final String PROGRAM =
            """
            import json, sys
            from sqlalchemy.engine.url import make_url
            def parts(text):
                url = make_url(text)
                query = {k: [v] if isinstance(v, str) else list(v) for k, v in url.query.items()}
                return [url.drivername, url.username, url.password, url.host, url.port, url.database, query]
            texts = json.load(sys.stdin)
            print(json.dumps([parts(text) for text in texts]))
            """;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> URLS = List.of(
            "postgresql://nova:secret@db/nova_api",
            "postgresql://nova:secret@db:5432/nova_api",
            "postgresql+psycopg2://nova:secret@db/nova",
            "postgresql+psycopg://nova@db/nova",
            "mysql://nova:secret@db/nova",
            "mysql+pymysql://nova:secret@db:3306/nova?charset=utf8",
            "mysql+mysqldb://nova:secret@db/nova?charset=utf8mb4&ssl_ca=/etc/ca.pem",
            "mariadb+pymysql://nova:secret@db/nova",
            "mysql+pymysql://root:x@127.0.0.1/nova_cell0?charset=utf8&plugin=dbcounter",
            "mysql://nova:@db/nova",
            "mysql://nova@db/nova",
            "mysql://:secret@db/nova",
            "mysql://@db/nova",
            "mysql://db/nova",
            "mysql:///nova",
            "mysql://nova:secret@/nova",
            "mysql://nova:secret@:3307/nova",
            "mysql://nova:secret@db",
            "mysql://nova:secret@db/",
            "mysql://nova:secret@db?charset=utf8",
            "mysql://nova:p%40ss@db/nova",
            "mysql://nova:p%2Fw%3A%3f@db/nova",
            "mysql://no%76a:secret@db/nova",
            "mysql://nova:p+w%2B@db/nova",
            "mysql://nova:100%@db/nova",
            "mysql://nova:%zz%4@db/nova",
            "mysql://nova:%c3%a9%E2%82%ac@db/nova",
            "mysql://nova:é€@db/nova",
            "mysql://nova:%ff@db/nova",
            "mysql://nova:pa:ss@db/nova",
            "mysql://nova:pa/ss@db/nova",
            "mysql://nova:pa?ss#;@db/nova",
            "mysql://nova:p@ss@db/nova",
            "mysql://user@domain:secret@db/nova",
            "mysql://nova:secret@[::1]/nova",
            "mysql://nova:secret@[fe80::1%25eth0]:3306/nova",
            "postgresql://nova:secret@[2001:db8::5]:5433/nova",
            "postgresql://nova:secret@db1,db2:5432/nova",
            "postgresql://nova:secret@/nova?host=db1:5432&host=db2:5433",
            "postgresql://nova:secret@/nova?host=/var/run/postgresql",
            "postgresql://nova:secret@%2Fvar%2Frun/nova",
            "postgresql://nova:secret@db/no%20va+x",
            "postgresql://nova:secret@db/nova/x",
            "postgresql://nova:secret@db/nova?options=-c%20a%3Db+c&connect_timeout=10",
            "postgresql://nova:secret@db/nova?empty=&bare&a=1&a=2",
            "postgresql://nova:secret@db/nova?a=b=c&d=%zz;e=f",
            "mysql://nova:sec'r\"et\\@db/nova");

    private static List<JsonNode> expected = List.of();

    @BeforeAll
    static void askSqlAlchemy() throws IOException {
        assumeTrue(Python.has("sqlalchemy"), "python3-sqlalchemy is not installed");
        expected = List.copyOf(JSON.convertValue(Python.ask(PROGRAM, URLS), Nodes.class));
    }

    static Stream<Arguments> urls() {
        return IntStream.range(0, URLS.size()).mapToObj(index -> Arguments.of(URLS.get(index), index));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("urls")
    void theUrlMeansWhatItMeansToSqlAlchemy(String text, int index) throws UnusableValueException {
        SqlAlchemyUrl url = SqlAlchemyUrl.parse(text);

        JsonNode parts = JSON.createArrayNode()
                .add(url.dialect())
                .add(url.user())
                .add(url.password())
                .add(url.host())
                .add(url.port())
                .add(url.database())
                .add(JSON.valueToTree(url.parameters()));
        assertThat(parts).isEqualTo(expected.get(index));
    }

    private static final class Nodes extends ArrayList<JsonNode> {}
}
