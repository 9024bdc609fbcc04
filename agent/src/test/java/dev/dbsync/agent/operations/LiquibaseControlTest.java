package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.FastCheckService;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A sample service whose databases keep Liquibase's own history, compared with a stock Liquibase. */
@ExtendWith(SharedServers.class)
class LiquibaseControlTest {
    private static final Path FOLDER = folder();
    private final DatabasePipeline pipeline = Pipelines.of(new CatalogFolder.Supplied(FOLDER));

    @ParameterizedTest
    @EnumSource(Engine.class)
    void leavesNothingToDoForAStockLiquibase(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, null);

            assertThat(stockUnrun(database)).isEmpty();
            stockUpdate(database);
            assertThat(history(database)).containsExactly("create_orders", "add_note", "fill_note");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void findsNothingToDoAfterAStockLiquibase(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            stockUpdate(database);
            database.mark();

            Plan outcome = Pipelines.sync(pipeline, database, null);

            assertThat(outcome).isInstanceOf(Plan.NothingToDo.class);
            assertThat(database.changesLogged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void goesOnWhereAStockLiquibaseLeftOffAndTheOtherWayRound(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, "create_orders");
            stockUpdateOne(database);
            database.execute("insert into orders (customer) values ('somebody')");

            assertThat(Pipelines.plan(pipeline, database, null).plan().steps())
                    .extracting(Step::id)
                    .containsExactly("fill_note");
            Pipelines.sync(pipeline, database, null);

            assertThat(stockUnrun(database)).isEmpty();
            assertThat(column(database, "select note from orders")).containsExactly("");
        }
    }

    /** Also where an adoption stopped after it made its table. */
    @ParameterizedTest
    @CsvSource({"create_orders", "add_note", "fill_note"})
    void adoptsWhatAStockLiquibaseThenFindsDone(String adopted) throws Exception {
        for (Engine engine : Engine.values()) {
            for (String left : List.of("drop table DATABASECHANGELOG", "delete from DATABASECHANGELOG")) {
                try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                        Connection connection = database.open()) {
                    Pipelines.sync(pipeline, database, adopted);
                    database.execute(left);
                    if (pipeline.detect(connection).state() instanceof DatabaseState.Unmanaged) {
                        Pipelines.sync(pipeline, connection, adopted, adopted);
                    }
                    Pipelines.sync(pipeline, connection, null, adopted);

                    assertThat(history(database)).containsExactly("create_orders", "add_note", "fill_note");
                    assertThat(stockUnrun(database)).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void takesARowOfAnotherChangelogForALaterOne(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, null);
            database.execute("update DATABASECHANGELOG set ID = 'other' where ID = 'fill_note'");

            assertThat(Pipelines.detect(pipeline, database).state()).isInstanceOf(DatabaseState.Ahead.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void leavesNoLockTable(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, null);

            assertThat(database.tableNames().stream().map(String::toLowerCase))
                    .containsExactlyInAnyOrder("databasechangelog", "order_lines", "orders");
        }
    }

    private interface Stock<T> {
        T ask(Liquibase liquibase) throws Exception;
    }

    /** Liquibase keeps what it saw of a changelog for the whole JVM; a fresh process would not know it. */
    private static <T> T stock(DatabaseUnderTest database, Stock<T> question) throws Exception {
        Scope.getCurrentScope().getSingleton(FastCheckService.class).clearCache();
        try (Connection connection = database.open();
                Liquibase liquibase = new Liquibase(
                        "changelog.yaml",
                        new DirectoryResourceAccessor(FOLDER),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            return question.ask(liquibase);
        }
    }

    private static List<?> stockUnrun(DatabaseUnderTest database) throws Exception {
        return stock(database, liquibase -> liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()));
    }

    private static void stockUpdate(DatabaseUnderTest database) throws Exception {
        stock(database, liquibase -> {
            liquibase.update(new Contexts());
            return true;
        });
    }

    private static void stockUpdateOne(DatabaseUnderTest database) throws Exception {
        stock(database, liquibase -> {
            liquibase.update(1, "");
            return true;
        });
    }

    private static List<String> history(DatabaseUnderTest database) throws Exception {
        return column(database, "select ID from DATABASECHANGELOG order by ORDEREXECUTED");
    }

    private static List<String> column(DatabaseUnderTest database, String query) throws Exception {
        try (Connection connection = database.open();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Path folder() {
        URI place = URI.create(
                Objects.requireNonNull(LiquibaseControlTest.class.getResource("/services/sample/orders/catalog.yaml"))
                        .toString());
        return Objects.requireNonNull(Path.of(place).getParent());
    }
}
