package dev.dbsync.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.SQLException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said about a statement that a server refused, by what the server really says. */
@ExtendWith(SharedServers.class)
class StepRemedyTest {

    @Test
    void aChangeThatKeepsWritersOutIsLeftToATimeWhenTheyMayWait() throws Exception {
        try (TestDatabase database = SharedServers.mariaDb().createDatabase()) {
            database.execute("create table t (id int, text varchar(9), fulltext (text))");

            SQLException refused = Assertions.catchThrowableOfType(
                    SQLException.class, () -> database.execute("alter table t add extra int, lock=none"));

            assertThat(StepRemedy.of(refused)).contains("while nobody writes", "plan --sql", "without LOCK=NONE");
        }
    }
}
