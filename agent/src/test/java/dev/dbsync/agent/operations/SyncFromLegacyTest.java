package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Position;
import dev.dbsync.agent.testing.Fingerprint;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SampleRows;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServers.class)
class SyncFromLegacyTest {

    static Stream<Arguments> everyLegacyVersionOnEveryServer() {
        return everyCatalogueOnEveryServer().flatMap(arguments -> {
            NovaCatalogue catalogue = (NovaCatalogue) arguments.get()[1];
            return IntStream.rangeClosed(catalogue.firstLegacyVersion(), catalogue.lastLegacyVersion())
                    .mapToObj(version -> Arguments.of(arguments.get()[0], catalogue, version));
        });
    }

    static Stream<Arguments> everyCatalogueOnEveryServer() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB)
                .flatMap(engine -> Stream.of(NovaCatalogue.values()).map(catalogue -> Arguments.of(engine, catalogue)));
    }

    @ParameterizedTest
    @MethodSource("everyLegacyVersionOnEveryServer")
    void bringsEveryLegacyVersionToHead(Engine engine, NovaCatalogue catalogue, int version) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        String head = pipeline.catalog().head().id();
        try (TestDatabase database = LegacyDatabase.at(SharedServers.of(engine), catalogue, version)) {
            assertThat(Pipelines.detect(pipeline, database).state().position()).isEqualTo(new Position(version, null));

            Pipelines.sync(pipeline, database, null);

            SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue.label(), engine, head));
            assertThat(SyncFromNothingTest.recordedRevisions(database)).containsExactly(head);
        }
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryServer")
    void runsTheFirstLegacyStepWhereVersionControlWasJustSetUp(Engine engine, NovaCatalogue catalogue)
            throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        String head = pipeline.catalog().head().id();
        int before = catalogue.versionBeforeFirst();
        try (TestDatabase database = LegacyDatabase.at(SharedServers.of(engine), catalogue, before)) {
            Pipelines.sync(pipeline, database, null);

            SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue.label(), engine, head));
        }
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryServer")
    void losesAndChangesNoRow(Engine engine, NovaCatalogue catalogue) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (TestDatabase database =
                LegacyDatabase.at(SharedServers.of(engine), catalogue, catalogue.firstLegacyVersion())) {
            Fingerprint before = SampleRows.fill(database);

            Pipelines.sync(pipeline, database, null);

            before.assertKeptIn(Fingerprint.of(database));
        }
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryServer")
    void stampsTheInitialRevisionAfterTheLastStepAndNeverRunsIt(Engine engine, NovaCatalogue catalogue)
            throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        int version = catalogue.lastLegacyVersion() - 1;
        try (TestDatabase database = LegacyDatabase.at(SharedServers.of(engine), catalogue, version)) {
            Plan plan = Pipelines.plan(pipeline, database, catalogue.initialRevision())
                    .plan();

            assertThat(plan.steps())
                    .extracting(Step::kind, Step::id)
                    .containsExactly(
                            tuple(Step.Kind.LEGACY, Integer.toString(catalogue.lastLegacyVersion())),
                            tuple(Step.Kind.STAMP, catalogue.initialRevision()));
            Pipelines.sync(pipeline, database, catalogue.initialRevision());
            assertThat(Pipelines.detect(pipeline, database).state().position())
                    .isEqualTo(new Position(catalogue.lastLegacyVersion(), catalogue.initialRevision()));
        }
    }
}
