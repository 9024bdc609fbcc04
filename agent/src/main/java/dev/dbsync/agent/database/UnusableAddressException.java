package dev.dbsync.agent.database;

import java.sql.SQLException;

/** There is no address to connect to. Its message is fit for a client. */
public final class UnusableAddressException extends SQLException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * Says what is wrong.
     *
     * @param problem what is wrong, without a secret
     * @param remedy what to do about it
     */
    public UnusableAddressException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
