package dev.dbsync.agent.cli;

import static dev.dbsync.agent.cli.CommandFixture.commandLine;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dbsync.agent.rpc.JsonFormat;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands without a running agent. */
@Timeout(120)
class CommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private CommandFixture commands;

    @BeforeEach
    void configure() {
        commands = new CommandFixture(folder);
    }

    private void executeIn(String database, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(commands.h2(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JsonNode json(Outcome outcome) throws Exception {
        return JsonFormat.newMapper().readTree(outcome.out());
    }

    @Test
    void statusOfEmptyDatabasesAsksForAttention() {
        Outcome outcome = commands.run("status").with(2);
        assertThat(outcome.out())
                .matches(
                        """
                        (?s)DATABASE +CATALOG +ENGINE +STATE +REVISION +RELEASE +HEAD +PENDING
                        nova_api +nova/api +H2 [0-9.]+ +empty +- +2026.2 +[0-9a-f]{12} +3
                        nova_main +nova/main +H2 [0-9.]+ +empty +- +2026.2 +[0-9a-f]{12} +10
                        nova_api: empty, 3 steps to 2026.2 \\(Hibiscus\\)
                        nova_main: empty, 10 steps to 2026.2 \\(Hibiscus\\)
                        """);
        assertThat(outcome.err())
                .isEqualTo("dbsync-agent: nova_api and nova_main are embedded trial databases, not Nova's; write in"
                        + " dbsync.conf, or name with --config, where Nova's are\n");
    }

    @Test
    void statusTellsOfADatabaseThatIsBeyondItsRelease() {
        commands.run("sync").with(0);
        commands.write(commands.agent()
                + commands.database("nova_main", "nova/main").replace("release = newest", "release = 2025.1"));

        assertThat(commands.run("status").with(0).out())
                .containsPattern("nova_main .* current +ab450ba04102 +2025.1 +2903cd72dc14 +0\n")
                .contains("nova_main: at 2026.2 (Hibiscus), beyond 2025.1 (Epoxy)");
        assertThat(commands.run("sync").with(0).out()).contains("beyond release 2025.1 (Epoxy)");
    }

    @Test
    void syncChangesDatabasesOnceAndStatusIsContentThen() {
        Outcome first = commands.run("sync").with(0);
        assertThat(first.out())
                .contains("nova_api   changed: nothing → cdeec0c85668 (3 steps)\n")
                .contains("nova_main  changed: nothing → ab450ba04102 (10 steps)\n")
                .contains("nova_api: revision d67eeaabee36 done in ");
        assertThat(commands.run("sync").with(0).out())
                .isEqualTo(
                        """
                        nova_api   unchanged: The database is at cdeec0c85668 already.
                        nova_main  unchanged: The database is at ab450ba04102 already.
                        """);
        assertThat(commands.run("status").with(0).out()).contains("current");
        assertThat(commands.run("plan").with(0).out())
                .isEqualTo(
                        """
                        nova_api: nothing to do, is at cdeec0c85668
                        nova_main: nothing to do, is at ab450ba04102
                        """);
        assertThat(commands.run("plan", "--readiness", "--database", "nova_main")
                        .with(0)
                        .out())
                .startsWith("nova_main: nothing to do, is at ab450ba04102\n  ready: ");
    }

    @Test
    void syncTakesOneDatabaseToARevision() {
        Outcome outcome = commands.run("sync", "--database", "nova_api", "--revision", "b30f")
                .with(0);
        assertThat(outcome.out()).contains("nova_api  changed: nothing → b30f573d3377 (2 steps)\n");
        assertThat(commands.run("status").with(2).out()).containsPattern("nova_api .* behind +b30f573d3377");
    }

    @Test
    void planListsStepsWithTheNumberOfTheirStatements() {
        assertThat(commands.run("plan", "--database", "nova_api").with(2).out())
                .startsWith(
                        """
                        nova_api: from nothing to cdeec0c85668, 3 steps
                          STEP      ID            EFFECT       STATEMENTS  DESCRIPTION
                        """)
                .containsPattern("  revision  d67eeaabee36  additive +[1-9][0-9]+ +Initial version\n");
    }

    @Test
    void planIsAScriptWhenSqlIsAskedFor() {
        String script =
                commands.run("plan", "--sql", "--revision", "+1").with(2).out();
        assertThat(script.lines().filter(line -> !line.startsWith("--") && !line.isEmpty()))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(";"));
        assertThat(script).contains("-- revision 8f2f1571d55b: Initial version (additive)\n");
    }

    @Test
    void planLeavesStatementsOutOfItsJsonWhenTheyAreNotWanted() throws Exception {
        JsonNode without = json(commands.run("plan", "--json", "--no-sql").with(2));
        assertThat(without.at("/databases/0/steps/0/statements")).isEmpty();
        JsonNode with = json(commands.run("plan", "--json").with(2));
        assertThat(with.at("/databases/0/steps/0/statements")).isNotEmpty();
        assertThat(with.path("changes").booleanValue()).isTrue();
    }

    @Test
    void jsonIsTheMethodsAnswerAndNothingElse() throws Exception {
        JsonNode operation = json(commands.run("sync", "--json").with(0));
        assertThat(operation.path("state").textValue()).isEqualTo("succeeded");
        assertThat(operation.at("/databases/1/applied")).hasSize(10);
        JsonNode status = json(commands.run("status", "--json").with(0));
        assertThat(status.at("/agent/name").textValue()).isEqualTo("ctl-1");
        assertThat(status.path("upToDate").booleanValue()).isTrue();
    }

    @Test
    void aLegacyVersionIsRefusedAndNothingIsCreated() throws Exception {
        for (String command : new String[] {"sync", "plan"}) {
            Outcome refused = commands.run(command, "--revision", "402").with(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("\nerror: ").contains("'402'").contains("  remedy: ");
        }
        assertThat(folder.resolve("nova_main.mv.db")).doesNotExist();
        Outcome json = commands.run("sync", "--revision", "402", "--json").with(1);
        assertThat(json(json).at("/error/data/type").textValue()).isEqualTo("legacy_version_requested");
    }

    @Test
    void anUnknownDatabaseIsRefused() {
        assertThat(commands.run("status", "--database", "nova_cell9").with(1).err())
                .contains("nova_cell9")
                .contains("nova_api, nova_main");
    }

    @Test
    void aDatabaseThatIsRefusedDoesNotHoldUpTheOthers() throws Exception {
        executeIn("nova_api", "create table stray (id int)");
        Outcome status = commands.run("status").with(2);
        assertThat(status.out()).containsPattern("nova_api .* unmanaged").contains("\n  remedy: ");
        assertThat(commands.run("plan").with(1).err()).contains("\nnova_api: The database has tables");
        Outcome sync = commands.run("sync").with(1);
        assertThat(sync.out()).contains("nova_api   failed, see below\n").contains("nova_main  changed: nothing → ");
        assertThat(sync.err()).contains("\nnova_api: The database has tables").contains("\n  found: ");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAnError() {
        commands.write(commands.agent() + CommandFixture.postgres("far", 1) + commands.database("near", "nova/main"));
        assertThat(commands.run("status").with(1).out())
                .containsPattern("far .* - +unreachable")
                .containsPattern("near .* empty")
                .doesNotContain("s3cr3t");
        assertThat(commands.run("plan").with(1).err()).contains("far: The database cannot be reached.");
        assertThat(commands.run("sync", "--database", "far").with(1).err())
                .contains("127.0.0.1:1")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aSocketThatNobodyListensOnAnyMoreIsNoAgent() throws Exception {
        commands.leaveDeadSocket();
        assertThat(commands.run("status").with(2).out()).contains("empty");
    }

    @Test
    void verifyNamesEachDifferenceAndAsksForAttention() throws Exception {
        assertThat(commands.run("verify").with(0).out()).contains("nova_api: nothing to verify, is empty\n");
        commands.run("sync").with(0);
        assertThat(commands.run("verify").with(0).out())
                .isEqualTo("nova_api: as revision cdeec0c85668\nnova_main: as revision ab450ba04102\n");

        executeIn("nova_main", "alter table instances add note varchar(10)");

        assertThat(commands.run("verify").with(2).out())
                .contains("nova_main: 1 difference from revision ab450ba04102\n")
                .contains("  column instances.note is unexpected, found character varying(10)\n");
    }

    @Test
    void helpAndVersionAreWordsAsWell() {
        assertThat(CommandFixture.runPlain("help").with(0).out())
                .isEqualTo(CommandFixture.runPlain("--help").with(0).out());
        assertThat(CommandFixture.runPlain("help", "sync").with(0).out())
                .isEqualTo(CommandFixture.runPlain("sync", "--help").with(0).out());
        assertThat(CommandFixture.runPlain("version").with(0).out())
                .isEqualTo(CommandFixture.runPlain("--version").with(0).out());
    }

    @Test
    void aCommandLineThatIsMadeForOneCommandKnowsThatOneOnly() {
        for (String command : commandLine().getSubcommands().keySet()) {
            Set<String> known = commandLine(command).getSubcommands().keySet();
            if (Set.of("help", "completion").contains(command)) {
                assertThat(known).isEqualTo(commandLine().getSubcommands().keySet());
            } else {
                assertThat(known).containsExactly(command);
            }
        }
    }

    @Test
    void completionIsAScriptThatBashTakes() throws Exception {
        String script = CommandFixture.runPlain("completion").with(0).out();

        Process bash = new ProcessBuilder("bash", "-c", "source /dev/stdin && complete -p dbsync-agent")
                .redirectErrorStream(true)
                .start();
        try (Writer input = bash.outputWriter()) {
            input.write(script);
        }
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        assertThat(said).contains("dbsync-agent");
        assertThat(script).contains("--readiness", "check-config");
    }

    @Test
    void usageErrorsEndWithOne() {
        assertThat(CommandFixture.runPlain().with(1).err()).contains("no command given");
        assertThat(CommandFixture.runPlain("sink").with(1).err())
                .contains("sink")
                .contains("sync");
        assertThat(commands.run("sync", "--jsn").with(1).err()).contains("--json");
        assertThat(commands.run("sync", "--wait", "soon").with(1).err()).contains("--wait");
        assertThat(commands.run("sync", "--wait", "-1").with(1).err()).contains("must not be negative");
    }

    @Test
    void helpTellsOfTheCommandsThereAreAndOfTheirExitStatus() {
        assertThat(CommandFixture.runPlain("--help").with(0).out())
                .contains("serve", "status", "plan", "sync", "history", "check-config", "token");
        for (String command : new String[] {"serve", "status", "plan", "sync", "history", "check-config", "token"}) {
            assertThat(CommandFixture.runPlain(command, "--help").with(0).out())
                    .contains("Examples:\n  dbsync-agent " + command)
                    .contains("Exit status:\n  0 ");
        }
        assertThat(CommandFixture.runPlain("--version").with(0).out()).startsWith("dbsync-agent ");
    }
}
