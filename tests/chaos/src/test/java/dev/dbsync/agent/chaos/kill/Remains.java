package dev.dbsync.agent.chaos.kill;

import dev.dbsync.agent.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a database holds beyond the facts of a canonical schema: how many rows each table has, what the version tables say,
 * and every other object that somebody could have left in it.
 *
 * @param facts one line each, sorted
 */
public record Remains(List<String> facts) {

    public static Remains of(TestDatabase database) throws SQLException {
        List<String> tables = database.tableNames();
        Stream<String> facts = Stream.of(
                        database.query(rowCounts(tables)),
                        database.query(versions(tables)),
                        database.query(otherObjects(database)))
                .flatMap(List::stream);
        return new Remains(facts.sorted().toList());
    }

    private static String rowCounts(List<String> tables) {
        return tables.stream()
                .map(table -> "select concat('table %1$s, rows ', count(*)) from %1$s".formatted(table))
                .collect(Collectors.joining(" union all "));
    }

    private static String versions(List<String> tables) {
        String alembic = "select concat('revision ', version_num) from alembic_version";
        String migrate = " union all select concat('legacy version ', version) from migrate_version";
        return tables.contains("migrate_version") ? alembic + migrate : alembic;
    }

    /** MySQL 9 has no such function of its own. */
    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String otherObjects(TestDatabase database) {
        return switch (database.engine()) {
            case POSTGRESQL ->
                """
                select concat('schema ', nspname) from pg_namespace where nspname !~ '^pg_'
                union all
                select concat(n.nspname, ' ', c.relkind, ' ', c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                union all
                select concat('routine ', proname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                 where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                union all
                select concat('trigger ', evtname) from pg_event_trigger
                union all
                select concat('lock ', locktype) from pg_locks
                 where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
                union all
                select concat('prepared ', gid) from pg_prepared_xacts where database = current_database()
                """;
            case MARIADB ->
                """
                select concat(table_type, ' ', table_name) from information_schema.tables where table_schema = database()
                union all
                select concat('routine ', routine_name) from information_schema.routines where routine_schema = database()
                union all
                select concat('trigger ', trigger_name) from information_schema.triggers where trigger_schema = database()
                union all
                select concat('event ', event_name) from information_schema.events where event_schema = database()
                union all
                select concat('schema ', schema_name) from information_schema.schemata where schema_name not rlike '^test[0-9]+$'
                union all
                select 'the lock is held' from (select 1) one where is_used_lock('dbsync-agent.%s') is not null
                """
                        .formatted(md5(database.name()));
            case H2 -> throw new IllegalArgumentException("H2 dies with the process that is killed");
        };
    }
}
