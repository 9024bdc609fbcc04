package dev.dbsync.agent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dbsync.agent.catalog.Catalog;
import dev.dbsync.agent.catalog.SampleCatalogs;
import dev.dbsync.agent.control.VersionMovedException;
import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.database.h2.H2Dialect;
import dev.dbsync.agent.detection.Probe;
import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.state.Observation;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.H2Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps carried out on a private database, whose DDL commits by itself. */
class ExecutorTest {
    private static final Catalog CATALOG = SampleCatalogs.withoutLegacy("aaaa", "bbbb", "cccc");
    private static final Dialect DIALECT = new H2Dialect();
    private static final ScriptCompiler COMPILER = Sample.compiler(Map.of(
            "aaaa.yaml", List.of(Sample.HOSTS),
            "bbbb.yaml", List.of(Sample.NAMES, Sample.BY_NAME, Sample.FILL),
            "cccc.yaml", List.of(Sample.FILL, Sample.BROKEN)));

    private final Connection connection;

    ExecutorTest() throws SQLException {
        this.connection = H2Database.openPrivate();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Resolution resolve(String... revisions) throws SQLException {
        List<Step> steps = List.of(revisions).stream().map(Sample::revision).toList();
        return new StepResolver(DIALECT, COMPILER).resolve(connection, steps);
    }

    private List<ResolvedStep> ready(String... revisions) throws SQLException {
        return ((Resolution.Ready) resolve(revisions)).steps();
    }

    private Observation observation() throws SQLException {
        return new Probe(connection, DIALECT).observe();
    }

    private void run(String... revisions) throws SQLException, StepFailedException {
        run(connection, observation(), ready(revisions));
    }

    private static void run(Connection on, Observation observation, List<ResolvedStep> steps)
            throws SQLException, StepFailedException {
        new Executor(CATALOG, DIALECT, Clock.systemUTC())
                .execute(on, Fence.NONE, observation, steps, new TableQueue(), new ExecutionListener() {});
    }

    private void send(String... statements) throws SQLException {
        for (String statement : statements) {
            Queries.update(connection, statement);
        }
    }

    private List<String> ask(String query) throws SQLException {
        return Queries.list(connection, query, row -> row.getString(1));
    }

    private List<String> recorded() throws SQLException {
        return ask("select version_num from alembic_version");
    }

    @Test
    void stepsAreRunAndTheLastIsRecorded() throws Exception {
        run("aaaa", "bbbb");
        assertThat(recorded()).containsExactly("bbbb");
        assertThat(ready("bbbb").get(0).units()).containsExactly(Sample.FILL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aStepThatWasCutOffIsFinished(int made) throws Exception {
        run("aaaa");
        List<ChangeUnit> units = COMPILER.compile("bbbb.yaml").units();
        for (ChangeUnit unit : units.subList(0, made)) {
            send(unit.statements().get(0));
        }
        ResolvedStep step = ready("bbbb").get(0);
        assertThat(step.units()).isEqualTo(made < 3 ? units.subList(made, 3) : List.of(Sample.FILL));
        assertThat(step.found()).isEqualTo(Math.min(made, 2));
        run("bbbb");
        assertThat(recorded()).containsExactly("bbbb");
    }

    @Test
    void laterStepsAreResolvedAgainstWhatEarlierOnesLeave() throws Exception {
        assertThat(ready("aaaa", "bbbb"))
                .extracting(step -> step.units().size())
                .containsExactly(1, 3);
    }

    @Test
    void aStatementIsSentOnlyWhileItsQuerySaysSo() throws Exception {
        run("aaaa");
        send("insert into hosts values (1)");
        run("bbbb");
        assertThat(ask("select name from hosts")).containsExactly("unknown");
        send("update hosts set name = 'known'");
        run(connection, observation(), List.of());
        assertThat(ask("select name from hosts")).containsExactly("known");
    }

    @Test
    void somethingElseInTheWayBlocksBeforeAnythingIsRun() throws Exception {
        run("aaaa");
        send("alter table hosts add name integer");
        Resolution.Blocked blocked = (Resolution.Blocked) resolve("bbbb");
        assertThat(blocked.problem().type()).isEqualTo(ProblemType.INCONSISTENT);
        assertThat(blocked.problem().message())
                .isEqualTo("The schema does not fit step bbbb: column hosts.name is different.");
        assertThat(blocked.problem().detail()).contains("expected character varying(36), found integer");
        assertThat(blocked.problem().remedy()).startsWith("Nothing was run.");
    }

    @Test
    void aStepThatFailsIsNotRecordedAndThoseBeforeItAre() throws Exception {
        StepFailedException failure =
                catchThrowableOfType(StepFailedException.class, () -> run("aaaa", "bbbb", "cccc"));
        assertThat(failure.stepId()).isEqualTo("cccc");
        assertThat(failure.object()).isEqualTo("what cannot be");
        assertThat(recorded()).containsExactly("bbbb");
    }

    @Test
    void rowsThatAFailedStepChangedAreTakenBack() throws Exception {
        run("aaaa", "bbbb");
        send("insert into hosts values (1, null)");
        assertThat(catchThrowableOfType(StepFailedException.class, () -> run("cccc")))
                .isNotNull();
        assertThat(ask("select name from hosts")).containsExactly((String) null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void autocommitIsHandedBackAsItWas(boolean autoCommit) throws Exception {
        connection.setAutoCommit(autoCommit);
        run("aaaa", "bbbb");
        assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        assertThat(catchThrowableOfType(StepFailedException.class, () -> run("cccc")))
                .isNotNull();
        assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
    }

    @Test
    void aVersionThatAnotherToolMovedMeanwhileIsNotedAndLeftAlone() throws Exception {
        run("aaaa");
        Observation before = observation();
        List<ResolvedStep> steps = ready("bbbb");
        send("update alembic_version set version_num = 'ffff'");
        StepFailedException failure =
                catchThrowableOfType(StepFailedException.class, () -> run(connection, before, steps));
        Throwable said = failure.failure();
        assertThat(said)
                .isInstanceOf(VersionMovedException.class)
                .hasMessage("alembic_version no longer holds aaaa: another tool changed it meanwhile");
        assertThat(recorded()).containsExactly("ffff");
    }

    @Test
    void theFirstFailureIsNeverLostToOneOfTakingBack() throws Exception {
        run("aaaa", "bbbb");
        List<ResolvedStep> steps = ready("cccc");
        Observation before = observation();
        StepFailedException failure =
                catchThrowableOfType(StepFailedException.class, () -> run(withoutRollback(connection), before, steps));
        Throwable first = failure.failure();
        assertThat(first).hasMessageContaining("NOWHERE");
        assertThat(failure.getSuppressed()).singleElement().satisfies(suppressed -> assertThat(suppressed)
                .hasMessage("no way back"));
    }

    private static Connection withoutRollback(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                ExecutorTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("rollback")) {
                        throw new SQLException("no way back");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException exception) {
                        throw exception.getTargetException();
                    }
                });
    }
}
