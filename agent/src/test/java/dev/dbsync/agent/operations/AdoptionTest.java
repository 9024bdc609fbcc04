package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.NovaSchemas;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases whose version control was lost, and that a request takes over at the revision that they are found at. */
@ExtendWith(SharedServers.class)
class AdoptionTest {
    static Stream<Arguments> lossesOfEachCatalogueOnEachServer() {
        return Stream.of(Engine.POSTGRESQL, Engine.MARIADB).flatMap(engine -> Stream.of(NovaCatalogue.values())
                .flatMap(catalogue -> Stream.of("drop table alembic_version", "delete from alembic_version")
                        .map(loss -> Arguments.of(engine, catalogue, loss))));
    }

    @ParameterizedTest
    @MethodSource("lossesOfEachCatalogueOnEachServer")
    void takesOverWhatNovasOwnToolMade(Engine engine, NovaCatalogue catalogue, String loss) throws Exception {
        String revision = catalogue.newestKnownToDebian();
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (TestDatabase database = NovaSchemas.at(SharedServers.of(engine), catalogue, revision)) {
            List<String> schema = database.canonicalSchema();
            database.execute(loss);

            assertThat(refusal(pipeline, database, null)).isEqualTo(ProblemType.UNMANAGED);
            assertThat(refusal(pipeline, database, pipeline.catalog().initial().id()))
                    .isEqualTo(ProblemType.ADOPTION_REFUSED);
            try (Connection connection = database.open()) {
                Pipelines.sync(pipeline, connection, revision, revision);
            }

            assertThat(database.query("select version_num from alembic_version"))
                    .containsExactly(revision);
            assertThat(database.canonicalSchema()).isEqualTo(schema);
        }
    }

    private static ProblemType refusal(DatabasePipeline pipeline, DatabaseUnderTest database, @Nullable String adopt)
            throws Exception {
        try (Connection connection = database.open()) {
            return ((Plan.Refused) Pipelines.sync(pipeline, connection, null, adopt))
                    .problem()
                    .type();
        }
    }
}
