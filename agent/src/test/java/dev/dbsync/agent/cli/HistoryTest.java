package dev.dbsync.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.journal.FileJournal;
import dev.dbsync.agent.operations.Operation;
import dev.dbsync.agent.operations.OperationState;
import dev.dbsync.agent.rpc.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands and agents say of operations that their process has outlived. */
@Timeout(120)
class HistoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CommandFixture commands;

    @BeforeEach
    void configure() {
        commands = new CommandFixture(folder);
    }

    private FileJournal journal() {
        return new FileJournal(folder.resolve("state").resolve("journal"));
    }

    private Operation newest() {
        return journal().newest(1).get(0);
    }

    @Test
    void showsTheStepsOfSeveralSyncsNewestFirst() {
        commands.run("sync", "--database", "nova_api", "--revision", "b30f").with(0);
        commands.run("sync").with(0);

        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
        assertThat(commands.run("history", "--database", "nova_api").with(0).out())
                .matches(
                        "(?s)APPLIED AT +STEP +ID +TOOK +BY +OPERATION\n" //
                                + time + " +revision +cdeec0c85668 +\\d+ ms +ctl-1 +[0-9a-f]{8}\n"
                                + time + " +revision +b30f573d3377 +\\d+ ms +ctl-1 +([0-9a-f]{8})\n"
                                + time + " +revision +d67eeaabee36 +\\d+ ms +ctl-1 +\\1\n");
    }

    @Test
    void showsNoMoreStepsThanAreAskedFor() throws Exception {
        commands.run("sync").with(0);

        JsonNode steps = JsonFormat.newMapper()
                .readTree(commands.run("history", "--database", "nova_main", "--limit", "2", "--json")
                        .with(0)
                        .out());

        assertThat(steps).hasSize(2);
        assertThat(steps.get(0).get("id").textValue()).isEqualTo("ab450ba04102");
        assertThat(steps.get(0).get("by").textValue()).isEqualTo("ctl-1");
        assertThat(steps.get(0).get("operation").textValue()).isEqualTo(newest().id());
    }

    @Test
    void saysThatNothingWasDoneAndWritesNothing() throws Exception {
        assertThat(commands.run("history", "--database", "nova_api").with(0).out())
                .isEqualTo("nova_api: no step is known to have been applied from this host\n");
        assertThat(commands.run("history", "--database", "nova_api", "--json")
                        .with(0)
                        .out())
                .isEqualToIgnoringWhitespace("[]");

        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void refusesADatabaseThatIsNotConfigured() {
        Outcome outcome = commands.run("history", "--database", "nova_x").with(1);

        assertThat(outcome.err()).contains("no database of that name").contains("Name one of nova_api, nova_main");
        assertThat(commands.run("history").with(1).err()).contains("name one database with --database NAME");
        assertThat(commands.run("history", "--database", "nova_api", "--database", "nova_main")
                        .with(1)
                        .err())
                .contains("only one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "1001"})
    void refusesALimitThatNoListHas(String limit) {
        assertThat(commands.run("history", "--database", "nova_api", "--limit", limit)
                        .with(1)
                        .err())
                .contains("--limit must be from 1 to 1000, but is " + limit);
    }

    @Test
    void anAgentTellsWhatCommandsDidBeforeItsStartAndRemembersAfterARestart() throws Exception {
        commands.run("sync", "--database", "nova_api").with(0);
        String before = newest().id();
        String during;
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            commands.run("sync", "--database", "nova_main").with(0);
            assertThat(commands.run("history", "--database", "nova_api").with(0).out())
                    .contains(before);
            during = newest().id();
            agent.signal("TERM");
            agent.ended().with(0);
        }
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            RemoteAgent asked =
                    new RemoteAgent(new AgentHttp(AgentAddress.unix(commands.socket()), AgentCredentials.none()));

            assertThat(asked.operations(null, null, null, null))
                    .extracting(dev.dbsync.agent.operations.Operation::id)
                    .containsExactly(during, before);
            assertThat(asked.operations(1, null, null, null)).hasSize(1);
            List<Operation> all = asked.operations(null, null, null, null);
            assertThat(asked.operations(null, null, null, all.get(0).id())).isEqualTo(all.subList(1, all.size()));
            assertThat(asked.operations(null, "no-such-database", null, null)).isEmpty();
            assertThat(asked.operations(null, null, OperationState.SUCCEEDED, null))
                    .allMatch(operation -> operation.state() == OperationState.SUCCEEDED)
                    .isNotEmpty();
            assertThatThrownBy(() -> asked.operations(null, null, null, "deadbeef"))
                    .hasMessageContaining("knows no such operation");
            assertThat(asked.operation(before, null, null).state())
                    .isEqualTo(dev.dbsync.agent.operations.OperationState.SUCCEEDED);
            assertThat(asked.operation(before, null, null).databases().get(0).applied())
                    .hasSize(3);
            assertThat(asked.history("nova_main", null)).hasSize(10);
            assertThat(agent.process().isAlive()).isTrue();
        }
    }

    @Test
    void aCommandThatIsAtWorkIsRunningAndOneThatWasKilledIsInterrupted() throws Exception {
        try (SilentServer database = new SilentServer()) {
            commands.write(commands.agent() + CommandFixture.postgres("slow", database.port()));
            try (AgentUnderTest sync = commands.start("sync")) {
                database.awaitConnections(1);
                for (int look = 0; look < 50; look++) {
                    // However often somebody looks, the lock of whoever is at work stays.
                    assertThat(newest().state()).isEqualTo(OperationState.RUNNING);
                }
                sync.signal("KILL");
                sync.ended().with(137);
            }
            Operation operation = newest();
            assertThat(operation.state()).isEqualTo(OperationState.INTERRUPTED);
            assertThat(operation.finishedAt()).isAfterOrEqualTo(operation.startedAt());
            assertThat(Objects.requireNonNull(operation.error()).message())
                    .isEqualTo("The agent stopped while the operation ran.");
        }
    }

    @Test
    void anAgentSaysAtItsStartThatTheLastOperationWasInterrupted() throws Exception {
        try (SilentServer database = new SilentServer()) {
            commands.write(commands.agent() + CommandFixture.postgres("slow", database.port()));
            try (AgentUnderTest killed = commands.start("serve").awaitReady();
                    AgentUnderTest sync = commands.start("sync")) {
                killed.awaitError("slow begins");
                killed.signal("KILL");
                killed.ended().with(137);
                sync.ended().with(1);
            }
        }
        try (AgentUnderTest agent = commands.start("serve").awaitReady()) {
            agent.awaitError("Operation " + newest().id() + " was interrupted, last heard of at ");
        }
    }

    @Test
    void commandsThatWorkAtOnceKeepTheirOperationsApart() throws Exception {
        StringBuilder databases = new StringBuilder(commands.agent());
        for (int number = 0; number < 4; number++) {
            databases.append(commands.database("api_" + number, "nova/api"));
        }
        commands.write(databases.toString());
        List<AgentUnderTest> running = new ArrayList<>();
        try {
            for (int number = 0; number < 4; number++) {
                running.add(commands.start("sync", "--database", "api_" + number));
            }
            running.forEach(sync -> sync.ended().with(0));
        } finally {
            running.forEach(AgentUnderTest::close);
        }

        assertThat(journal().newest(10)).hasSize(4).allSatisfy(operation -> {
            assertThat(operation.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(operation.databases().get(0).applied()).hasSize(3);
        });
    }

    @Test
    void aCommandThatCannotKeepWhatItDoesSaysSoOnceAndDoesIt() throws Exception {
        Files.writeString(folder.resolve("state"), "in the way");

        try (AgentUnderTest sync = commands.start("sync")) {
            Outcome outcome = sync.ended().with(0);

            assertThat(outcome.out()).contains("nova_api   changed: nothing → cdeec0c85668 (3 steps)");
            assertThat(outcome.err().lines())
                    .filteredOn(line -> !line.contains("trial databases"))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("cannot be kept in " + folder.resolve("state"))
                            .contains("set another state_dir"));
        }
    }

    @Test
    void keepsNoSecretOfADatabaseThatFails() throws Exception {
        commands.write(commands.agent() + commands.database("h2", "nova/api")
                + "[database:closed]\ncatalog = nova/api\nrelease = newest\nurl = postgresql://nova:pl4nted@127.0.0.1:1/nova_api\n"
                + "[database:query]\ncatalog = nova/api\nrelease = newest\n"
                + "url = jdbc:mariadb://127.0.0.1:1/nova_api?user=nova&password=pl4nted\n");

        String said = commands.run("sync").with(1).err();

        assertThat(said).contains("closed: The database cannot be reached").contains("query: The database cannot");
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            List<Path> written = files.filter(Files::isRegularFile).toList();
            assertThat(written).hasSize(1);
            assertThat(Files.readString(written.get(0)))
                    .contains("\"name\":\"closed\"")
                    .contains("\"name\":\"query\"")
                    .contains("\"unreachable\"")
                    .doesNotContain("pl4nted")
                    .doesNotContain("Exception");
        }
    }
}
