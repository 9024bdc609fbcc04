package dev.dbsync.agent.database.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.Footprint.Touch;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.testing.SharedServers;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a change costs is asked before each statement, so the question has to cost little itself. */
@ExtendWith(SharedServers.class)
class MariaDbCostsTest {
    private static final int TABLES = 100;

    private static final List<SchemaChange> CHANGES = List.of(
            new SchemaChange.AddColumn("t1", new Column("more", "int(11)", true, null, false, null)),
            new SchemaChange.DropColumn("t1", "word"),
            new SchemaChange.ModifyColumn("t1", "word", "varchar(60)", null),
            new SchemaChange.ModifyColumn("t1", "word", "text", null),
            new SchemaChange.ConvertTable("t1", "utf8mb3_bin"));

    @Test
    void opensNoOtherTableThanTheOneInQuestion() throws Exception {
        try (TestDatabase database = SharedServers.of(Engine.MARIADB).createDatabase();
                Connection admin = database.server().admin(database.name());
                Statement statement = admin.createStatement()) {
            for (int table = 1; table <= TABLES; table++) {
                statement.execute("create table t" + table + " (id int primary key, word varchar(50))");
            }
            for (SchemaChange change : CHANGES) {
                statement.execute("flush tables");
                long before = openedFiles(statement);

                MariaDbCosts.of(admin, change, "t1", Touch.ALTERED);

                assertThat(openedFiles(statement) - before).as("%s", change).isLessThan(TABLES);
            }
        }
    }

    private static long openedFiles(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("show global status like 'Opened_files'")) {
            row.next();
            return row.getLong(2);
        }
    }
}
