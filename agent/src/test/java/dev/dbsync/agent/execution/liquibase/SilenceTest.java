package dev.dbsync.agent.execution.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dbsync.agent.database.Engine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import liquibase.servicelocator.StandardServiceLocator;
import liquibase.sqlgenerator.SqlGenerator;
import liquibase.sqlgenerator.core.LockDatabaseChangeLogGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The compiler lives in somebody else's process. */
class SilenceTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();

    @BeforeEach
    void listen() {
        // What SLF4J prints is the host's affair; anything else that is printed did not go through it.
        root.setLevel(Level.OFF);
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
        root.setLevel(level);
    }

    @Test
    void printsNothingWhetherItSucceedsOrNot() {
        LiquibaseRuntime.initialise();
        Changelogs.units(Engine.MARIADB, "- dropTable: {tableName: a}\n");
        try {
            Changelogs.compile(Engine.MARIADB, "no changelog");
        } catch (RuntimeException e) {
            // Only what is printed on the way matters here.
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void leavesTheRootLoggersAsTheyWere() {
        java.util.logging.Logger javaRoot = LogManager.getLogManager().getLogger("");
        List<Handler> handlers = List.of(javaRoot.getHandlers());
        java.util.logging.Level javaLevel = javaRoot.getLevel();

        LiquibaseRuntime.initialise();
        Changelogs.units(Engine.POSTGRESQL, "- dropTable: {tableName: a}\n");

        assertThat(javaRoot.getHandlers()).containsExactlyElementsOf(handlers);
        assertThat(javaRoot.getLevel()).isEqualTo(javaLevel);
        assertThat(root.getLevel()).isEqualTo(Level.OFF);
    }

    @Test
    void doesNotWakeTheServiceThatAsksForTheNameOfTheHost() throws Exception {
        @SuppressWarnings("rawtypes")
        List<SqlGenerator> quiet = new QuietServices().findInstances(SqlGenerator.class);
        @SuppressWarnings("rawtypes")
        List<SqlGenerator> all = new StandardServiceLocator().findInstances(SqlGenerator.class);

        assertThat(all).hasSameSizeAs(quiet).hasAtLeastOneElementOfType(LockDatabaseChangeLogGenerator.class);
        assertThat(quiet).doesNotHaveAnyElementsOfTypes(LockDatabaseChangeLogGenerator.class);
    }
}
