package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServers.class)
class SyncFromNothingTest {

    static Stream<Arguments> everyRevisionOnEveryServer() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB).flatMap(engine -> Stream.of(NovaCatalogue.values())
                .flatMap(catalogue -> Pipelines.of(catalogue.label()).catalog().revisions().stream()
                        .map(revision -> Arguments.of(engine, catalogue, revision.id()))));
    }

    @ParameterizedTest
    @MethodSource("everyRevisionOnEveryServer")
    void bringsAnEmptyDatabaseToTheReferenceSchemaOfTheRevision(Engine engine, NovaCatalogue catalogue, String revision)
            throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(Pipelines.of(catalogue.label()), database, revision);

            SchemaAssert.assertSchema(
                    database.canonicalSchema(), ReferenceSchema.of(catalogue.label(), engine, revision));
            assertThat(recordedRevisions(database)).containsExactly(revision);
        }
    }

    static Stream<Arguments> everyCatalogueOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(NovaCatalogue.values()).map(catalogue -> Arguments.of(engine, catalogue)));
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryEngine")
    void changesNothingTheSecondTime(Engine engine, NovaCatalogue catalogue) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, null);
            List<String> schema = database.canonicalSchema();
            database.mark();

            Pipelines.sync(pipeline, database, null);

            assertThat(database.changesLogged()).isEmpty();
            SchemaAssert.assertSchema(database.canonicalSchema(), schema);
            assertThat(Pipelines.detect(pipeline, database).state()).isInstanceOf(DatabaseState.Current.class);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryEngine")
    void goesRevisionByRevisionToTheSameSchemaAsAtOnce(Engine engine, NovaCatalogue catalogue) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (DatabaseUnderTest atOnce = SharedServers.freshDatabase(engine);
                DatabaseUnderTest oneByOne = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, atOnce, null);
            for (Revision revision : pipeline.catalog().revisions()) {
                Pipelines.sync(pipeline, oneByOne, "+1");
                assertThat(recordedRevisions(oneByOne)).containsExactly(revision.id());
            }

            SchemaAssert.assertSchema(oneByOne.canonicalSchema(), atOnce.canonicalSchema());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void leavesNoTableOfItsOwn(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(Pipelines.of("nova/api"), database, null);

            assertThat(database.tableNames().stream().map(String::toLowerCase))
                    .hasSize(32)
                    .contains("alembic_version", "instance_mappings")
                    .noneMatch(table -> table.contains("dbsync") || table.contains("databasechangelog"));
        }
    }

    static List<String> recordedRevisions(DatabaseUnderTest database) throws Exception {
        try (Connection connection = database.open();
                ResultSet rows = connection.createStatement().executeQuery("select version_num from alembic_version")) {
            List<String> revisions = new ArrayList<>();
            while (rows.next()) {
                revisions.add(rows.getString(1));
            }
            return revisions;
        }
    }
}
