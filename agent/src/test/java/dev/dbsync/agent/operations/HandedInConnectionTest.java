package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.catalog.loading.CatalogFolder;
import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.state.DatabaseState;
import dev.dbsync.agent.testing.DatabaseUnderTest;
import dev.dbsync.agent.testing.SharedServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection is the caller's, and so is the process around it. */
@ExtendWith(SharedServers.class)
class HandedInConnectionTest {
    private final DatabasePipeline pipeline = Pipelines.of("nova/api");

    @Test
    void isTheOnlyOneSoThatAPrivateDatabaseInMemoryWorks() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            Pipelines.sync(pipeline, connection, null, null);

            assertThat(pipeline.detect(connection).state()).isInstanceOf(DatabaseState.Current.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void isHandedBackOpenAndAsItWas(Engine engine) throws Exception {
        try (DatabaseUnderTest database = SharedServers.freshDatabase(engine);
                Connection connection = database.open()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.commit();

            Pipelines.sync(pipeline, connection, null, null);

            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            connection.rollback();
            assertThat(pipeline.detect(connection).state()).isInstanceOf(DatabaseState.Current.class);
            connection.rollback();
        }
    }

    @Test
    void comesWithAProcessWhoseOutputAndLoggersAreLeftAlone() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Logger root = Logger.getLogger("");
        Handler[] handlers = root.getHandlers();
        Level level = root.getLevel();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));

            Pipelines.sync(Pipelines.of(new CatalogFolder.Packaged("nova/main")), connection, null, null);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(root.getHandlers()).isEqualTo(handlers);
        assertThat(root.getLevel()).isEqualTo(level);
    }
}
