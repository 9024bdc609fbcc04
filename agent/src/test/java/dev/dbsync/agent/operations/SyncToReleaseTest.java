package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.Release;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.ReferenceSchema;
import dev.dbsync.agent.testing.SchemaAssert;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sync ends where the release's own tool would have ended, and nothing leads beyond. */
@ExtendWith(SharedServers.class)
class SyncToReleaseTest {

    static Stream<Arguments> everyReleaseOnEveryServer() {
        return serversAndCatalogues()
                .flatMap(arguments -> releases((NovaCatalogue) arguments.get()[1]).stream()
                        .map(release ->
                                Arguments.of(arguments.get()[0], arguments.get()[1], release.id())));
    }

    static Stream<Arguments> serversAndCatalogues() {
        return on(Engine.POSTGRESQL, Engine.MARIADB);
    }

    static Stream<Arguments> enginesAndCatalogues() {
        return on(Engine.values());
    }

    private static Stream<Arguments> on(Engine... engines) {
        return Stream.of(engines)
                .flatMap(engine -> Stream.of(NovaCatalogue.values()).map(catalogue -> Arguments.of(engine, catalogue)));
    }

    private static List<Release> releases(NovaCatalogue catalogue) {
        return Pipelines.of(catalogue.label()).catalog().usableReleases();
    }

    @ParameterizedTest
    @MethodSource("everyReleaseOnEveryServer")
    void bringsAnEmptyDatabaseToTheReleasesHead(Engine engine, NovaCatalogue catalogue, String release)
            throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            endsAt(release, engine, catalogue, database);
        }
    }

    @ParameterizedTest
    @MethodSource("everyReleaseOnEveryServer")
    void bringsTheFirstLegacyVersionToTheReleasesHead(Engine engine, NovaCatalogue catalogue, String release)
            throws Exception {
        try (TestDatabase database =
                LegacyDatabase.at(SharedServers.of(engine), catalogue, catalogue.firstLegacyVersion())) {
            endsAt(release, engine, catalogue, database);
        }
    }

    @ParameterizedTest
    @MethodSource("serversAndCatalogues")
    void goesFromReleaseToReleaseAsTheConfiguredOneChanges(Engine engine, NovaCatalogue catalogue) throws Exception {
        try (TestDatabase database =
                LegacyDatabase.at(SharedServers.of(engine), catalogue, catalogue.firstLegacyVersion())) {
            for (Release release : releases(catalogue)) {
                endsAt(release.id(), engine, catalogue, database);
            }
        }
    }

    private static void endsAt(String release, Engine engine, NovaCatalogue catalogue, DatabaseUnderTest database)
            throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label(), release);
        String head = Objects.requireNonNull(
                pipeline.catalog().findRelease(release).orElseThrow().head());

        Pipelines.sync(pipeline, database, null);

        SchemaAssert.assertSchema(database.canonicalSchema(), ReferenceSchema.of(catalogue.label(), engine, head));
        assertThat(SyncFromNothingTest.recordedRevisions(database)).containsExactly(head);
        assertThat(Pipelines.detect(pipeline, database).state()).isInstanceOf(DatabaseState.Current.class);
    }

    /** Whatever the state: the request is refused before a database is asked. */
    @ParameterizedTest
    @MethodSource("enginesAndCatalogues")
    void nothingLeadsBeyondTheReleaseAndTheDatabaseStaysAsItWas(Engine engine, NovaCatalogue catalogue)
            throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label(), "yoga");
        Catalog catalog = pipeline.catalog();
        String beyond = catalog.newest().id();
        for (String before : List.of("", "xena", "yoga", "2026.2")) {
            try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
                if (!before.isEmpty()) {
                    Pipelines.sync(Pipelines.of(catalogue.label(), before), database, null);
                }
                List<String> schema = database.canonicalSchema();
                database.mark();
                for (String target : List.of(beyond, beyond.substring(0, 6), "2026.2", "Hibiscus")) {
                    assertThat(refusal(pipeline, database, target)).isEqualTo(ProblemType.BEYOND_RELEASE);
                }
                assertThat(Pipelines.plan(pipeline, database, "+3").plan())
                        .isInstanceOfSatisfying(Plan.Refused.class, refused -> assertThat(
                                        refused.problem().type())
                                .isIn(ProblemType.BEYOND_RELEASE, ProblemType.UNKNOWN_REVISION));
                Pipelines.sync(pipeline, database, "+3");
                assertThat(database.changesLogged()).isEmpty();
                SchemaAssert.assertSchema(database.canonicalSchema(), schema);
            }
        }
    }

    private static ProblemType refusal(DatabasePipeline pipeline, DatabaseUnderTest database, String target) {
        return catchThrowableOfType(RefusedRequestException.class, () -> Pipelines.sync(pipeline, database, target))
                .problem()
                .type();
    }
}
