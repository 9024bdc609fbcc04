package dev.dbsync.agent.execution;

import java.sql.Connection;
import java.sql.SQLException;

/** The bracket around steps: whatever is thrown within it is taken back before anybody else sees the connection. */
final class Transaction {
    private Transaction() {}

    /** Work within the bracket, which commits what it wants to keep. */
    interface Work {
        boolean run() throws SQLException, StepFailedException;
    }

    /**
     * Works on a connection with autocommit off, and hands it back as it was. After a failure, Errors included, it is rolled
     * back first; one that cannot be rolled back is given up, since restoring its autocommit would commit.
     *
     * @return what the work answers
     * @throws SQLException if the work does, or the connection's settings cannot be read or restored
     * @throws StepFailedException if the work does
     */
    static boolean in(Connection connection, Work work) throws SQLException, StepFailedException {
        boolean before = connection.getAutoCommit();
        boolean answer;
        try {
            connection.setAutoCommit(false);
            answer = work.run();
        } catch (Throwable thrown) {
            takeBack(connection, before, thrown);
            throw thrown;
        }
        connection.setAutoCommit(before);
        return answer;
    }

    private static void takeBack(Connection connection, boolean before, Throwable first) {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(before);
            }
        } catch (Throwable notTakenBack) {
            first.addSuppressed(notTakenBack);
            giveUp(connection, first);
        }
    }

    private static void giveUp(Connection connection, Throwable first) {
        try {
            connection.abort(Runnable::run);
        } catch (Throwable notGivenUp) {
            first.addSuppressed(notGivenUp);
        }
    }
}
