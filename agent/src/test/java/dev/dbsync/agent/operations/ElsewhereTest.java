package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.NovaCatalogue;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL's search_path: what a plain name finds is not always where a new table would be made. */
@ExtendWith(SharedServers.class)
class ElsewhereTest {
    static Stream<Arguments> whatLeadsToAnEmptySchemaOfEachCatalogue() {
        return Stream.of(NovaCatalogue.values()).flatMap(catalogue -> Stream.of(
                        List.of("create schema nova"),
                        List.of("create schema \"Früher\"", "alter role nova set search_path = \"Früher\", public"),
                        List.of("create schema nova", "drop table alembic_version"))
                .map(statements -> Arguments.of(catalogue, statements)));
    }

    @ParameterizedTest
    @MethodSource("whatLeadsToAnEmptySchemaOfEachCatalogue")
    void refusesToMakeASecondSetOfTables(NovaCatalogue catalogue, List<String> statements) throws Exception {
        DatabasePipeline pipeline = Pipelines.of(catalogue.label());
        try (TestDatabase database = SharedServers.postgres().createDatabase()) {
            Pipelines.sync(pipeline, database, null);
            try {
                database.execute(statements.toArray(String[]::new));
                database.mark();

                assertThat(Pipelines.detect(pipeline, database).state().wireName())
                        .isEqualTo("inconsistent");
                assertThat(Pipelines.sync(pipeline, database, null))
                        .isInstanceOfSatisfying(Plan.Refused.class, refused -> {
                            assertThat(refused.problem().type()).isEqualTo(ProblemType.ELSEWHERE);
                            assertThat(refused.problem().remedy()).contains("public");
                        });
                assertThat(database.changesLogged()).isEmpty();
            } finally {
                database.execute("alter role nova reset search_path");
            }
        }
    }

    /** A schema of its own, with somebody else's tables in public, is a usual way to live. */
    @Test
    void leavesOthersTablesAlone() throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/api");
        try (TestDatabase database = SharedServers.postgres().createDatabase()) {
            database.execute("create table users_of_another_service (id int)", "create schema nova");

            assertThat(Pipelines.detect(pipeline, database).state().wireName()).isEqualTo("empty");
            Pipelines.sync(pipeline, database, null);
            assertThat(Pipelines.detect(pipeline, database).state().wireName()).isEqualTo("current");
        }
    }
}
