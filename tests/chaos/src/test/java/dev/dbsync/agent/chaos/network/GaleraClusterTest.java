package dev.dbsync.agent.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.testing.GaleraCluster;
import dev.dbsync.agent.testing.SharedCluster;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three real nodes, and why a session's lock is not enough for them. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GaleraClusterTest {
    private static final String TAKE = "select get_lock('the only one', 0)";

    private final GaleraCluster cluster = SharedCluster.get();
    private final TestDatabase database;

    GaleraClusterTest() throws SQLException {
        database = cluster.createDatabase();
    }

    @AfterAll
    void close() throws SQLException {
        database.close();
    }

    @Test
    void whatOneNodeIsToldAllNodesHave() throws SQLException {
        database.execute("create table told (id integer primary key)", "insert into told values (1)");

        for (int node = 1; node < cluster.nodes().size(); node++) {
            TestDatabase elsewhere = cluster.seenFrom(node, database.name());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> elsewhere.query("select count(*) from told").contains("1"));
            assertThat(elsewhere.changesLogged()).isEmpty();
        }
        assertThat(database.changesLogged()).contains("insert into told values (1)");
    }

    @Test
    void aNamedLockDoesNotReachAcrossNodes() throws SQLException {
        try (Connection first = database.open();
                Connection sameNode = database.open();
                Connection otherNode = cluster.seenFrom(1, database.name()).open()) {
            assertThat(answer(first)).isOne();
            assertThat(answer(sameNode)).isZero();
            assertThat(answer(otherNode)).isOne();
        }
    }

    private static int answer(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TAKE)) {
            result.next();
            return result.getInt(1);
        }
    }
}
