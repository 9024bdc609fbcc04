package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.Fingerprint;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.NovaSchemas;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SampleRows;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServers.class)
class SyncFromNovaTest {

    /** Every revision that the tool of the distribution knows: what it leaves is what it leaves. */
    static Stream<Arguments> everyRevisionOfNovasOwnTool() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB).flatMap(engine -> Stream.of(NovaCatalogue.values())
                .flatMap(catalogue -> knownToDebian(catalogue).map(id -> Arguments.of(engine, catalogue, id))));
    }

    private static Stream<String> knownToDebian(NovaCatalogue catalogue) {
        Catalog catalog = Pipelines.of(catalogue.label()).catalog();
        return catalog.revisions().subList(0, catalog.position(catalogue.newestKnownToDebian()) + 1).stream()
                .map(Revision::id);
    }

    @ParameterizedTest
    @MethodSource("everyRevisionOfNovasOwnTool")
    void takesOnWhatNovasOwnToolLeft(Engine engine, NovaCatalogue catalogue, String revision) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        String head = pipeline.catalog().head().id();
        try (TestDatabase database = NovaSchemas.at(SharedServers.of(engine), catalogue, revision)) {
            Fingerprint before = SampleRows.fill(database);

            Pipelines.sync(pipeline, database, null);

            SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue.label(), engine, head));
            assertThat(SyncFromNothingTest.recordedRevisions(database)).containsExactly(head);
            before.assertKeptIn(Fingerprint.of(database));
        }
    }

    static Stream<Arguments> everyLaterRevision() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB).flatMap(engine -> Stream.of(NovaCatalogue.values())
                .flatMap(catalogue -> laterThanDebian(catalogue).map(id -> Arguments.of(engine, catalogue, id))));
    }

    private static Stream<String> laterThanDebian(NovaCatalogue catalogue) {
        Catalog catalog = Pipelines.of(catalogue.label()).catalog();
        return catalog
                .revisions()
                .subList(
                        catalog.position(catalogue.newestKnownToDebian()) + 1,
                        catalog.revisions().size())
                .stream()
                .map(Revision::id);
    }

    @ParameterizedTest
    @MethodSource("everyLaterRevision")
    void losesAndChangesNoRowFromARevisionOn(Engine engine, NovaCatalogue catalogue, String revision) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, revision);
            Fingerprint before = SampleRows.fill(database);

            Pipelines.sync(pipeline, database, null);

            keptBy(before, revision).assertKeptIn(Fingerprint.of(database));
            SchemaAssert.assertSchema(
                    database.canonicalSchema(),
                    ReferenceSchema.of(
                            catalogue.label(), engine, pipeline.catalog().head().id()));
        }
    }

    /** The revision after this one drops and recreates share_mapping: its rows go, as with Nova's own tool. */
    private static Fingerprint keptBy(Fingerprint before, String revision) {
        return revision.equals("13863f4e1612") ? before.without("share_mapping") : before;
    }
}
