package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.LockHolder;
import dev.dbsync.agent.database.LockStatements;
import dev.dbsync.agent.database.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session's advisory lock. Such locks belong to one database of the server; the key takes in the schema as well.
 *
 * <p>The holder writes its name into {@code application_name}, which every role may read of every session, so that those
 * who wait can be told whom they wait for.
 *
 * @see <a href="https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS">PostgreSQL manual, 13.3.5</a>
 */
final class AdvisoryLock implements LockStatements {
    /** First half of the key: "dbsy". The second is the schema's own number. */
    private static final int KEY = 0x64627379;

    /** SQLSTATE of a statement that gave up after {@code lock_timeout}. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Pattern HOLDER = Pattern.compile("dbsync-agent (\\S+) (\\d+)(?: (\\S+))?");

    /** The server keeps NAMEDATALEN - 1 bytes of an application's name. */
    private static final int LONGEST_HOST = 24;

    private static final String SCHEMA =
            "(select oid::int from pg_catalog.pg_namespace where nspname = current_schema())";

    private static final String GET = "select pg_catalog.current_setting(?)";

    private static final String SET = "select pg_catalog.set_config(?, ?, false)";

    private static final String ACQUIRE = "select pg_catalog.pg_advisory_lock(" + KEY + ", " + SCHEMA + ")";

    private static final String RELEASE = "select pg_catalog.pg_advisory_unlock(" + KEY + ", " + SCHEMA + ")";

    private static final String HOLDERS =
            """
            select a.application_name, coalesce(a.client_hostname, host(a.client_addr), 'local')
              from pg_catalog.pg_locks l
              join pg_catalog.pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'advisory' and l.granted and l.objsubid = 2
               and l.classid = %d and l.objid::int = %s
               and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
            """
                    .formatted(KEY, SCHEMA);

    @Override
    public Optional<HeldLock> acquire(Connection connection, LockHolder owner, Duration wait) throws SQLException {
        String timeoutBefore = get(connection, "lock_timeout");
        set(connection, "lock_timeout", Math.max(1, wait.toMillis()) + "ms");
        try {
            Queries.list(connection, ACQUIRE, row -> true);
        } catch (SQLException exception) {
            if (LOCK_NOT_AVAILABLE.equals(exception.getSQLState())) {
                set(connection, "lock_timeout", timeoutBefore);
                return Optional.empty();
            }
            throw exception;
        }
        set(connection, "lock_timeout", timeoutBefore);
        return Optional.of(held(connection, owner));
    }

    private static HeldLock held(Connection connection, LockHolder owner) throws SQLException {
        String nameBefore = get(connection, "application_name");
        set(connection, "application_name", name(owner));
        return () -> {
            if (!connection.isClosed()) {
                Queries.list(connection, RELEASE, row -> true);
                set(connection, "application_name", nameBefore);
            }
        };
    }

    @Override
    public Optional<LockHolder> holder(Connection connection) throws SQLException {
        List<LockHolder> holders = Queries.list(connection, HOLDERS, row -> holder(row.getString(1), row.getString(2)));
        return holders.stream().findFirst();
    }

    private static LockHolder holder(String application, String address) {
        Matcher name = HOLDER.matcher(Objects.requireNonNullElse(application, ""));
        return name.matches()
                ? new LockHolder(name.group(1), Instant.ofEpochSecond(Long.parseLong(name.group(2))), name.group(3))
                : new LockHolder(address, null, null);
    }

    private static String name(LockHolder owner) {
        String host = owner.host().replaceAll("\\s", "_");
        Instant since = Objects.requireNonNullElseGet(owner.since(), Instant::now);
        return "dbsync-agent " + host.substring(0, Math.min(host.length(), LONGEST_HOST)) + " " + since.getEpochSecond()
                + (owner.operation() == null ? "" : " " + owner.operation());
    }

    private static String get(Connection connection, String setting) throws SQLException {
        return Queries.list(connection, GET, row -> row.getString(1), setting).get(0);
    }

    private static void set(Connection connection, String setting, String value) throws SQLException {
        Queries.list(connection, SET, row -> true, setting, value);
    }
}
