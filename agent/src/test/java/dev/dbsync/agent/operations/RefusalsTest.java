package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.planning.Plan;
import dev.dbsync.agent.planning.RefusedRequestException;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.state.Problem;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is refused is refused before anything is touched: each test ends by looking at the statement log. */
@ExtendWith(SharedServers.class)
class RefusalsTest {
    private static final String ALEMBIC = "create table alembic_version (version_num varchar(32) not null primary key)";
    private static final String MIGRATE =
            "create table migrate_version (repository_id varchar(250) not null primary key,"
                    + " repository_path varchar(2000), version integer)";

    /** Databases in every state that can be made with a few statements. */
    static Stream<List<String>> states() {
        return Stream.of(
                List.of(),
                List.of("create table something (id integer)"),
                List.of(MIGRATE, "insert into migrate_version values ('nova_api', '/x', 80)"),
                List.of(ALEMBIC, "insert into alembic_version values ('d67eeaabee36')"),
                List.of(ALEMBIC, "insert into alembic_version values ('cdeec0c85668')"),
                List.of(ALEMBIC, "insert into alembic_version values ('ffffffffffff')"));
    }

    static Stream<Arguments> impossibleTargetsInEveryState() {
        return Stream.of(Engine.values()).flatMap(engine -> states().flatMap(
                        state -> Stream.of("402", "67", "87", "+0", "", "  ", "zzzz", "d6", "-1", "base")
                                .map(revision -> Arguments.of(engine, state, revision))));
    }

    @ParameterizedTest
    @MethodSource("impossibleTargetsInEveryState")
    void refusesAnImpossibleTargetInEveryState(Engine engine, List<String> state, String revision) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute(state.toArray(String[]::new));
            database.mark();

            assertThatThrownBy(() -> Pipelines.sync(Pipelines.of("nova/api"), database, revision))
                    .isInstanceOfSatisfying(RefusedRequestException.class, refusal -> assertThat(
                                    refusal.problem().type())
                            .isEqualTo(
                                    revision.matches("[0-9]+")
                                            ? ProblemType.LEGACY_VERSION_REQUESTED
                                            : ProblemType.UNKNOWN_REVISION));

            assertThat(database.changesLogged()).isEmpty();
        }
    }

    static Stream<Arguments> refusedStates() {
        List<Arguments> cases = List.of(
                Arguments.of(ProblemType.UNMANAGED, List.of("create table something (id integer)")),
                Arguments.of(
                        ProblemType.AHEAD, List.of(ALEMBIC, "insert into alembic_version values ('ffffffffffff')")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(
                                ALEMBIC,
                                "insert into alembic_version values ('d67eeaabee36')",
                                "insert into alembic_version values ('b30f573d3377')")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(MIGRATE, "insert into migrate_version values ('nova_api', '/x', 65)")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(
                                MIGRATE,
                                "insert into migrate_version values ('nova_api', '/x', 66)",
                                "create table something (id integer)")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(MIGRATE, "insert into migrate_version values ('nova_api', '/x', 88)")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(MIGRATE, "insert into migrate_version values ('nova_api', '/x', null)")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(MIGRATE, "insert into migrate_version values ('nova', '/x', 402)")),
                Arguments.of(
                        ProblemType.INCONSISTENT,
                        List.of(
                                MIGRATE,
                                "insert into migrate_version values ('nova_api', '/x', 70)",
                                ALEMBIC,
                                "insert into alembic_version values ('d67eeaabee36')")));
        return Stream.of(Engine.values()).flatMap(engine -> cases.stream()
                .map(refused -> Arguments.of(engine, refused.get()[0], refused.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("refusedStates")
    void refusesAStateThatItCannotBringForward(Engine engine, ProblemType type, List<String> state) throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/api");
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            database.execute(state.toArray(String[]::new));
            database.mark();

            Plan outcome = Pipelines.sync(pipeline, database, null);

            Problem problem = ((Plan.Refused) outcome).problem();
            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.remedy()).isNotBlank();
            assertThat(Pipelines.plan(pipeline, database, null).plan()).isEqualTo(new Plan.Refused(problem));
            assertThat(Pipelines.detect(pipeline, database).state().wireName()).isEqualTo(type.wireName());
            assertThat(database.changesLogged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void neverTakesADatabaseBack(Engine engine) throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/api");
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, "b30f573d3377");
            database.mark();

            Plan outcome = Pipelines.sync(pipeline, database, "d67e");

            Plan plan = outcome;
            assertThat(plan).isInstanceOf(Plan.NothingToDo.class);
            assertThat(((Plan.NothingToDo) plan).message()).contains("past d67eeaabee36");
            assertThat(database.changesLogged()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void adoptsASchemaThatIsEqualAndNoOther(Engine engine) throws Exception {
        DatabasePipeline pipeline = Pipelines.of("nova/api");
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine)) {
            Pipelines.sync(pipeline, database, "b30f573d3377");
            database.execute("drop table alembic_version");

            assertThat(adopting(pipeline, database, "d67eeaabee36"))
                    .isInstanceOfSatisfying(
                            Plan.Refused.class,
                            refused -> assertThat(refused.problem().type()).isEqualTo(ProblemType.ADOPTION_REFUSED));
            assertThat(adopting(pipeline, database, "b30f573d3377")).isInstanceOf(Plan.Outstanding.class);
            assertThat(Pipelines.detect(pipeline, database).state()).isInstanceOf(DatabaseState.Current.class);
        }
    }

    private static Plan adopting(DatabasePipeline pipeline, DatabaseUnderTest database, String revision)
            throws Exception {
        try (Connection connection = database.open()) {
            return Pipelines.sync(pipeline, connection, null, revision);
        }
    }
}
