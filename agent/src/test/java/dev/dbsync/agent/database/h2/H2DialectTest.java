package dev.dbsync.agent.database.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class H2DialectTest {

    /** Why H2 converges as MariaDB does, instead of taking a revision back as PostgreSQL does. */
    @Test
    void commitsDdlWhateverTheTransaction() throws Exception {
        H2Dialect dialect = new H2Dialect();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table something (id int)");
            statement.execute("create index something_idx on something (id)");
            connection.rollback();

            assertThat(dialect.tableNames(connection)).containsExactly("SOMETHING");
            assertThat(dialect.transactionalDdl()).isFalse();
        }
    }
}
