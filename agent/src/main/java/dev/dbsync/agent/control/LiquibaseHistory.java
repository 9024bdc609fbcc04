package dev.dbsync.agent.control;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.Queries;
import dev.dbsync.agent.state.HistoryRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;

/**
 * Liquibase's own history, read and written as Liquibase 4 does it, so that a stock Liquibase finds nothing to do.
 *
 * <p>The table is created with a primary key, which Liquibase's own has not: strict Galera clusters refuse a table without
 * one.
 *
 * @see <a href="https://docs.liquibase.com/concepts/tracking-tables/databasechangelog-table.html">Liquibase, tracking tables</a>
 */
public final class LiquibaseHistory {
    /** The table's name, in lower case; it is stored as the engine folds {@code DATABASECHANGELOG}. */
    public static final String TABLE = "databasechangelog";

    private static final String CREATE =
            """
            CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL,\
             FILENAME VARCHAR(255) NOT NULL, DATEEXECUTED %s NOT NULL, ORDEREXECUTED INT NOT NULL,\
             EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35), DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255),\
             TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255), LABELS VARCHAR(255),\
             DEPLOYMENT_ID VARCHAR(10), PRIMARY KEY (ID, AUTHOR, FILENAME))""";
    private static final String SELECT = "SELECT ID, FILENAME FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED";
    private static final String INSERT =
            """
            INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM,\
             DESCRIPTION, COMMENTS, LIQUIBASE, DEPLOYMENT_ID)\
             SELECT ?, ?, ?, ?, coalesce(max(ORDEREXECUTED), 0) + 1, 'EXECUTED', ?, ?, ?, ?, ? FROM DATABASECHANGELOG""";

    private final Connection connection;
    private final Clock clock;

    public LiquibaseHistory(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * The rows in order of execution; the table has to be there.
     *
     * @throws SQLException if the query fails
     */
    public List<HistoryRow> read() throws SQLException {
        return Queries.list(connection, SELECT, row -> new HistoryRow(row.getString(1), row.getString(2)));
    }

    /**
     * Creates the table.
     *
     * @param fence of the lock under which it is created
     * @throws SQLException if it is there already, or the statement fails
     */
    public void create(Engine engine, Fence fence) throws SQLException {
        String dateType =
                switch (engine) {
                    case POSTGRESQL, H2 -> "TIMESTAMP";
                    case MARIADB -> "DATETIME";
                };
        Queries.update(connection, fence.around(CREATE.formatted(dateType)));
    }

    /**
     * Records a changeset.
     *
     * @throws SQLException if the statement fails
     */
    public void append(HistoryEntry entry) throws SQLException {
        long now = clock.millis();
        String deployment = Long.toString(now);
        Queries.update(
                connection,
                INSERT,
                entry.id(),
                entry.author(),
                entry.path(),
                new Timestamp(now),
                entry.checksum(),
                entry.description(),
                entry.comments(),
                entry.engineVersion(),
                deployment.substring(deployment.length() - 10));
    }
}
