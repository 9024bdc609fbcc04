package dev.dbsync.agent.execution;

import dev.dbsync.agent.database.Dialect;
import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.planning.Step;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Sends the statements of units, many in one round trip where the engine takes back all of them together anyway. Not
 * thread-safe.
 */
final class UnitSender {
    /** Units in one round trip: few enough for progress to show, enough for the wire not to count. */
    private static final int BATCH = 32;

    private final Connection connection;
    private final Fence fence;
    private final Dialect dialect;
    private final boolean batching;
    private final TableQueue queue;
    private final ExecutionListener listener;
    private String object = "";

    UnitSender(Connection connection, Fence fence, Dialect dialect, TableQueue queue, ExecutionListener listener) {
        this.connection = connection;
        this.fence = fence;
        this.dialect = dialect;
        this.batching = dialect.transactionalDdl();
        this.queue = queue;
        this.listener = listener;
    }

    /** The object that was worked on last, for messages. */
    String object() {
        return object;
    }

    void send(Step step, List<ChangeUnit> units) throws SQLException {
        int place = 0;
        while (place < units.size()) {
            int end = batching ? endOfBatch(units, place) : place + 1;
            sendBatch(step, units.subList(place, end));
            listener.unitsDone(end - place);
            if (!batching) {
                listener.changed();
            }
            place = end;
        }
    }

    /** A unit that has to be asked about goes alone: what comes before it must have arrived when it is asked about. */
    private static int endOfBatch(List<ChangeUnit> units, int start) {
        int end = start;
        while (end < units.size() && end - start < BATCH && !OutstandingQueries.has(units.get(end))) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private void sendBatch(Step step, List<ChangeUnit> units) throws SQLException {
        object = units.get(0).change().object();
        listener.unitStarted(step, object);
        if (units.size() == 1) {
            sendOne(units.get(0));
        } else {
            sendTogether(units);
        }
    }

    private void sendOne(ChangeUnit unit) throws SQLException {
        if (!new OutstandingQueries(connection).outstanding(unit)) {
            return;
        }
        boolean held = !batching && queue.enter(connection, fence, dialect, unit.changes());
        try (Statement statement = connection.createStatement()) {
            for (String sql : unit.statements()) {
                statement.execute(held ? sql : fence.around(sql));
            }
        } finally {
            if (held) {
                dialect.tableLocks().release(connection);
            }
        }
        if (held) {
            fence.confirm(connection);
            connection.commit();
        }
    }

    private void sendTogether(List<ChangeUnit> units) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (ChangeUnit unit : units) {
                for (String sql : unit.statements()) {
                    statement.addBatch(fence.around(sql));
                }
            }
            statement.executeBatch();
        } catch (BatchUpdateException exception) {
            object = units.get(0).change().object() + " or one of the next " + (units.size() - 1) + " objects";
            throw exception.getNextException() == null ? exception : exception.getNextException();
        }
    }
}
