package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Goal;
import dev.dbsync.agent.planning.TargetParser;
import dev.dbsync.agent.testing.Credentials;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Status and plan need no more than to read, and the server's log shows no write of theirs. */
@ExtendWith(SharedServers.class)
class QuestionsLeaveNoTraceTest {
    private final DatabasePipeline pipeline = Pipelines.of("nova/api");

    static Stream<Arguments> everyStateOnEveryEngine() {
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, "empty", null, List.of()),
                        Arguments.of(engine, "behind", "d67eeaabee36", List.of()),
                        Arguments.of(engine, "current", "head", List.of()),
                        Arguments.of(engine, "unmanaged", "head", List.of("drop table alembic_version")),
                        Arguments.of(
                                engine,
                                "ahead",
                                "head",
                                List.of("update alembic_version set version_num = 'ffffffffffff'"))));
    }

    @ParameterizedTest
    @MethodSource("everyStateOnEveryEngine")
    void areAnsweredForAUserWhoMayOnlyRead(
            Engine engine, String state, @Nullable String revision, List<String> statements) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            if (revision != null) {
                Pipelines.sync(pipeline, database, revision);
            }
            database.execute(statements.toArray(String[]::new));
            Credentials reader = database.readOnlyUser();
            List<String> tables = database.tableNames();
            database.mark();

            try (Connection connection = reader.open()) {
                assertThat(pipeline.detect(connection).state().wireName()).isEqualTo(state);
                pipeline.plan(connection, new Goal(TargetParser.parse(null, pipeline.catalog()), null));
                assertThat(connection.getAutoCommit()).isTrue();
            }

            assertThat(database.changesLogged()).isEmpty();
            assertThat(database.tableNames()).isEqualTo(tables);
        }
    }
}
