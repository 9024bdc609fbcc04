package dev.dbsync.agent.chaos.driver;

/** Is told of each statement before it is sent, on the thread that sends it. */
@FunctionalInterface
public interface StatementListener {

    /**
     * The next statement.
     *
     * @param text the statement, those of a batch one after the other, or {@code commit} or {@code rollback}
     */
    void before(String text) throws Exception;
}
