package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.Fence;
import dev.dbsync.agent.database.LeaseLock;
import dev.dbsync.agent.database.LeaseStatements;
import dev.dbsync.agent.database.SessionSettings;
import java.sql.SQLException;
import java.util.Set;

/**
 * The lease in PostgreSQL, for those who reach it through a pooler that hands a session from caller to caller: nothing
 * here outlives its transaction.
 */
final class PostgresLease implements LeaseStatements {
    /**
     * No such table, table there already (told in three ways: by its name, its row type's name, or that name's index, as
     * the other's commit falls before, between or after the looks at them), could not serialise, deadlock.
     */
    private static final Set<String> CONTENDED = Set.of("42P01", "42P07", "42710", "23505", "40001", "40P01");

    private static final String EXPIRY =
            "clock_timestamp() + interval '%d seconds'".formatted(LeaseLock.LENGTH.toSeconds());

    @Override
    public String exists() {
        return "select pg_catalog.to_regclass(pg_catalog.quote_ident(current_schema()) || '.dbsync_lease') is not null";
    }

    @Override
    public String create() {
        return """
                create table dbsync_lease (
                    id integer not null primary key,
                    owner varchar(36) not null,
                    host varchar(255) not null,
                    operation varchar(64),
                    since timestamp with time zone not null,
                    expires timestamp with time zone not null,
                    fence bigint not null)
                """;
    }

    @Override
    public String insert() {
        return """
                insert into dbsync_lease (id, owner, host, operation, since, expires, fence)
                values (1, ?, ?, ?, clock_timestamp(), %s, 0)
                on conflict (id) do nothing
                """
                .formatted(EXPIRY);
    }

    @Override
    public String read() {
        return """
                select host, extract(epoch from since)::bigint, operation, owner,
                       expires < clock_timestamp(), expires < clock_timestamp() - interval '%d seconds'
                  from dbsync_lease
                """
                .formatted(LeaseLock.MARGIN.toSeconds());
    }

    @Override
    public String takeOver() {
        return """
                update dbsync_lease
                   set owner = ?, host = ?, operation = ?, since = clock_timestamp(), expires = %s
                 where owner = ? and expires < clock_timestamp() - interval '%d seconds'
                """
                .formatted(EXPIRY, LeaseLock.MARGIN.toSeconds());
    }

    @Override
    public String renew() {
        return "update dbsync_lease set expires = " + EXPIRY + " where owner = ?";
    }

    @Override
    public String drop(String owner) {
        return """
                do $$ begin
                    if exists (select from dbsync_lease where owner = '%s' for update) then
                        drop table dbsync_lease;
                    end if;
                end $$
                """
                .formatted(owner);
    }

    @Override
    public Fence fence(String owner) {
        return new PostgresFence(renew(), owner);
    }

    @Override
    public SessionSettings settings() {
        return SessionSettings.NONE;
    }

    @Override
    public boolean keepsSession() {
        return false;
    }

    @Override
    public boolean contended(SQLException failure) {
        return CONTENDED.contains(String.valueOf(failure.getSQLState()));
    }
}
