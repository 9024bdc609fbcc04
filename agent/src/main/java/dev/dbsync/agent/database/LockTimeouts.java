package dev.dbsync.agent.database;

import java.time.Duration;
import java.util.Map;

/** How long a session that holds a lock lets others and itself wait; the same on every engine. */
public final class LockTimeouts {
    /**
     * After how much silence the server gives a session up, and with it its lock: a host that vanished, or lost its network,
     * keeps nobody out for longer than this.
     */
    public static final Duration SILENCE = Duration.ofSeconds(50);

    /**
     * PostgreSQL's settings by which the server notices a client that vanished: with its machine, when keep-alive goes
     * unanswered; behind a proxy that goes on answering, when the session stays silent. A limit for statements that the
     * role or the database has is meant for others: a change takes as long as it takes, and questions have limits of
     * their own.
     *
     * @see <a href="https://www.postgresql.org/docs/15/runtime-config-connection.html">PostgreSQL manual, 20.3.2</a>
     */
    public static final Map<String, String> POSTGRESQL_GUARDS = Map.of(
            "idle_session_timeout", SILENCE.toMillis() + "ms",
            "idle_in_transaction_session_timeout", SILENCE.toMillis() + "ms",
            "tcp_keepalives_idle", "15",
            "tcp_keepalives_interval", "5",
            "tcp_keepalives_count", "5",
            "tcp_user_timeout", "40s",
            "client_connection_check_interval", "5s",
            "statement_timeout", "0");

    private LockTimeouts() {}
}
