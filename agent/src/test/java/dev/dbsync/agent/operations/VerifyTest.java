package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.Revision;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.schema.Difference;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.LegacyDatabase;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.NovaSchemas;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SharedServers.class)
class VerifyTest {

    static Stream<Arguments> everyCatalogueOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(NovaCatalogue.values()).map(catalogue -> Arguments.of(engine, catalogue)));
    }

    @ParameterizedTest
    @MethodSource("everyCatalogueOnEveryEngine")
    void findsNoDifferenceAtAnyRevision(Engine engine, NovaCatalogue catalogue) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            assertThat(verified(pipeline, database).revision()).isNull();
            for (Revision revision : pipeline.catalog().revisions()) {
                Pipelines.sync(pipeline, database, revision.id());
                database.mark();

                Verified verified = verified(pipeline, database);

                assertThat(verified.revision()).isEqualTo(revision);
                assertThat(verified.differences()).isEmpty();
                assertThat(database.changesLogged()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"POSTGRESQL", "MARIADB"})
    void findsNoDifferenceInWhatNovasOwnToolMade(Engine engine) throws Exception {
        for (NovaCatalogue catalogue : NovaCatalogue.values()) {
            DatabasePipeline pipeline = Pipelines.of(catalogue.label());
            for (String revision : List.of(catalogue.initialRevision(), catalogue.newestKnownToDebian())) {
                try (DatabaseUnderTest database = NovaSchemas.at(SharedServers.of(engine), catalogue, revision)) {
                    assertThat(verified(pipeline, database).differences()).isEmpty();
                }
            }
            try (DatabaseUnderTest database =
                    LegacyDatabase.at(SharedServers.of(engine), catalogue, catalogue.lastLegacyVersion())) {
                assertThat(verified(pipeline, database).revision())
                        .isEqualTo(pipeline.catalog().initial());
                assertThat(verified(pipeline, database).differences()).isEmpty();
            }
        }
    }

    /** One mutation after the other, each of another table: after each, one more difference, and it names the object. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void namesEachMutationAndNothingElse(Engine engine) throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/main");
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, null);
            List<Mutation> mutations = Mutation.of(engine, SchemaOf.database(database));
            assertThat(mutations).hasSizeGreaterThanOrEqualTo(100);

            for (int made = 1; made <= mutations.size(); made++) {
                database.execute(mutations.get(made - 1).statements().toArray(String[]::new));

                assertThat(verified(pipeline, database).differences())
                        .as(mutations.get(made - 1).toString())
                        .extracting(Difference::object)
                        .containsExactlyInAnyOrderElementsOf(mutations.subList(0, made).stream()
                                .map(Mutation::object)
                                .toList());
            }
            assertThat(adopting(pipeline, database)).isInstanceOfSatisfying(Plan.Refused.class, refused -> assertThat(
                            refused.problem().type())
                    .isEqualTo(ProblemType.ADOPTION_REFUSED));
        }
    }

    private static Plan adopting(DatabasePipeline pipeline, DatabaseUnderTest database) throws Exception {
        database.execute("drop table alembic_version");
        try (Connection connection = database.open()) {
            String head = pipeline.catalog().head().id();
            return Pipelines.sync(pipeline, connection, null, head);
        }
    }

    private static Verified verified(DatabasePipeline pipeline, DatabaseUnderTest database) throws Exception {
        try (Connection connection = database.open()) {
            return pipeline.verify(connection);
        }
    }
}
