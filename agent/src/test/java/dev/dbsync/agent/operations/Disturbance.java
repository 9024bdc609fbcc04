package dev.dbsync.agent.operations;

import dev.dbsync.agent.database.Engine;
import dev.dbsync.agent.schema.ForeignKey;
import dev.dbsync.agent.schema.Table;
import dev.dbsync.agent.state.ProblemType;
import dev.dbsync.agent.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that somebody did to a nova/main database at its initial revision, as public reports tell of. */
enum Disturbance {
    SHADOW_TABLE_DROPPED(
            null, ProblemType.INCONSISTENT, "table shadow_instances is missing", "drop table shadow_instances"),
    VIEW_IN_THE_PLACE(
            null, ProblemType.INCONSISTENT, "share_mapping is a view", "create view share_mapping as select 1 as id"),
    TABLE_IN_THE_PLACE(
            null, ProblemType.INCONSISTENT, "share_mapping", "create table share_mapping (share varchar(10))"),
    COLUMN_OF_ANOTHER_TYPE(
            null,
            ProblemType.INCONSISTENT,
            "column instances.compute_id",
            "alter table instances add compute_id varchar(9)"),
    COLUMN_MADE_BY_HAND(null, null, "", "alter table instances add compute_id bigint"),
    INDEX_MADE_BY_HAND(
            null,
            null,
            "",
            "alter table migrations add dest_compute_id bigint",
            "create index migrations_dest_compute_id_deleted_idx on migrations (dest_compute_id, deleted)"),
    VIEW_BESIDE(null, null, "", "create view report as select hostname, host from instances"),
    TABLE_BESIDE(null, null, "", "create table notes (id int primary key)"),
    INDEX_BESIDE(null, null, "", "create index by_hand on instances (updated_at)"),
    TWO_REVISIONS(
            null,
            ProblemType.INCONSISTENT,
            "records 2 revisions",
            "insert into alembic_version values ('ccb0fa1a2252')"),
    UNKNOWN_REVISION(
            null, ProblemType.AHEAD, "ffffffffffff", "update alembic_version set version_num = 'ffffffffffff'"),
    REVISION_OF_API(
            null, ProblemType.INCONSISTENT, "nova/api", "update alembic_version set version_num = 'b30f573d3377'"),
    REVISION_OF_PLACEMENT(
            null, ProblemType.INCONSISTENT, "Placement", "update alembic_version set version_num = 'b4ed3a175331'"),
    REVISION_IN_CAPITALS(
            null, ProblemType.INCONSISTENT, "8f2f1571d55b", "update alembic_version set version_num = '8F2F1571D55B'"),
    REVISION_WITH_A_BLANK(
            null,
            ProblemType.INCONSISTENT,
            "\"8f2f1571d55b \"",
            "update alembic_version set version_num = '8f2f1571d55b '"),
    REVISION_WITH_A_NEWLINE(
            null, ProblemType.INCONSISTENT, "\\n", "update alembic_version set version_num = '8f2f1571d55b\n'"),

    INDEX_DROPPED(Engine.POSTGRESQL, null, "", "drop index console_auth_tokens_token_hash_idx"),
    TRIGGER(
            Engine.POSTGRESQL,
            null,
            "",
            "create function audit() returns trigger language plpgsql as 'begin return new; end'",
            "create trigger audit after update on instances for each row execute function audit()"),
    INDEX_NAME_TAKEN(
            Engine.POSTGRESQL, ProblemType.INCONSISTENT, "share_idx", "create index share_idx on instances (host)"),
    SEQUENCE_IN_THE_PLACE(
            Engine.POSTGRESQL, ProblemType.INCONSISTENT, "share_idx is a sequence", "create sequence share_idx"),
    TYPE_IN_THE_PLACE(
            Engine.POSTGRESQL,
            ProblemType.INCONSISTENT,
            "share_mapping is a type",
            "create type share_mapping as enum ('a')"),
    VIEW_OF_A_COLUMN_THAT_CHANGES(
            Engine.POSTGRESQL,
            ProblemType.INCONSISTENT,
            "view used",
            "create view used as select user_id from shadow_volume_usage_cache"),
    TRIGGER_OF_A_COLUMN_THAT_CHANGES(
            Engine.POSTGRESQL,
            ProblemType.INCONSISTENT,
            "watch_user",
            "create function watched() returns trigger language plpgsql as 'begin return new; end'",
            "create trigger watch_user after update of user_id on shadow_volume_usage_cache for each row"
                    + " execute function watched()"),
    NO_UNIQUE_UUID(
            Engine.POSTGRESQL,
            ProblemType.INCONSISTENT,
            "no unique index of uuid",
            "alter table instances drop constraint uniq_instances0uuid cascade",
            "drop index instances_uuid_deleted_idx",
            "drop index uuid"),
    UNLOGGED(
            Engine.POSTGRESQL,
            ProblemType.INCONSISTENT,
            "unlogged",
            "alter table instances drop constraint uniq_instances0uuid cascade",
            "alter table instances add constraint uniq_instances0uuid unique (uuid)",
            "alter table instances set unlogged"),
    TABLE_OF_SOMEBODY_ELSE(
            Engine.POSTGRESQL,
            ProblemType.PRIVILEGE_MISSING,
            "ownership of table instances",
            "admin: alter table instances owner to current_user",
            "admin: grant all on instances to %2$s"),
    READ_ONLY_POSTGRESQL(
            Engine.POSTGRESQL,
            ProblemType.READ_ONLY,
            "no writes",
            "admin: alter database %1$s set default_transaction_read_only = on"),
    STATEMENT_TIMEOUT(
            Engine.POSTGRESQL, null, "", "admin: alter role %2$s in database %1$s set statement_timeout = '1ms'"),

    INDEX_GONE(Engine.MARIADB, null, "", "drop index console_auth_tokens_token_hash_idx on console_auth_tokens"),
    TRIGGER_OF_MARIADB(
            Engine.MARIADB,
            null,
            "",
            "admin: create trigger audit after update on `%1$s`.instances for each row set @changed = 1"),
    KEY_NAME_TAKEN(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "has the name",
            "create table shares (instance_uuid varchar(36), constraint share_mapping_instance_uuid_fkey foreign key"
                    + " (instance_uuid) references instances (uuid)) default charset = utf8mb3"),
    MYISAM(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "engine MyISAM",
            "set foreign_key_checks = 0",
            "create table copied like instances",
            "drop table instances",
            "alter table copied convert to character set latin1, engine = MyISAM",
            "alter table copied rename to instances"),
    MYISAM_TOO_NARROW(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "too narrow",
            "set foreign_key_checks = 0",
            "create table copied like migrations",
            "drop table migrations",
            "alter table copied drop index migrations_by_host_nodes_and_status_idx",
            "alter table copied engine = MyISAM",
            "alter table copied rename to migrations"),
    ROW_FORMAT_TOO_NARROW(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "row format Compact",
            "set foreign_key_checks = 0",
            "alter table migrations drop foreign key fk_migrations_instance_uuid",
            "drop index migrations_instance_uuid_and_status_idx on migrations",
            "drop index migrations_by_host_nodes_and_status_idx on migrations",
            "alter table migrations convert to character set utf8mb4, row_format = compact"),
    ROW_FORMAT_NARROW_ENOUGH(Engine.MARIADB, null, "", "alter table migrations row_format = compact"),
    COLLATIONS_MIXED(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "utf8mb3_unicode_ci",
            "unbind: instances",
            "alter table instances modify uuid varchar(36) character set utf8mb3 collate utf8mb3_unicode_ci not null"),
    CHARACTER_SETS_MIXED(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "utf8mb4",
            "unbind: instances",
            "alter table instances modify uuid varchar(36) character set utf8mb4 not null"),
    ANOTHER_DEFAULT(Engine.MARIADB, null, "", "alter database character set utf8mb4"),
    NO_INDEX_OF_UUID(
            Engine.MARIADB,
            ProblemType.INCONSISTENT,
            "no index that begins with uuid",
            "unbind: instances",
            "drop index uniq_instances0uuid on instances",
            "drop index instances_uuid_deleted_idx on instances",
            "drop index uuid on instances"),
    SYSTEM_VERSIONED(Engine.MARIADB, null, "", "alter table instances add system versioning"),
    NO_ALTER(
            Engine.MARIADB, ProblemType.PRIVILEGE_MISSING, "ALTER", "admin: revoke alter on `%1$s`.* from '%2$s'@'%%'"),
    NO_CREATE(
            Engine.MARIADB,
            ProblemType.PRIVILEGE_MISSING,
            "CREATE",
            "admin: revoke create on `%1$s`.* from '%2$s'@'%%'"),
    NO_DROP(Engine.MARIADB, ProblemType.PRIVILEGE_MISSING, "DROP", "admin: revoke drop on `%1$s`.* from '%2$s'@'%%'"),
    NO_INDEX(
            Engine.MARIADB, ProblemType.PRIVILEGE_MISSING, "INDEX", "admin: revoke index on `%1$s`.* from '%2$s'@'%%'"),
    NO_REFERENCES(Engine.MARIADB, null, "", "admin: revoke references on `%1$s`.* from '%2$s'@'%%'"),
    NO_REFERENCES_ON_MYSQL(
            Engine.MARIADB,
            ProblemType.PRIVILEGE_MISSING,
            "REFERENCES",
            "admin: revoke references on `%1$s`.* from '%2$s'@'%%'"),
    NO_UPDATE(
            Engine.MARIADB,
            ProblemType.PRIVILEGE_MISSING,
            "UPDATE",
            "admin: revoke update on `%1$s`.* from '%2$s'@'%%'");

    private static final String ADMIN = "admin: ";

    /** Drops the foreign keys that refer to a table. */
    private static final String UNBIND = "unbind: ";

    private final @Nullable Engine engine;
    private final @Nullable ProblemType type;
    private final String said;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that is.
    private final List<String> statements;

    Disturbance(@Nullable Engine engine, @Nullable ProblemType type, String said, String... statements) {
        this.engine = engine;
        this.type = type;
        this.said = said;
        this.statements = List.of(statements);
    }

    boolean occursOn(Engine other) {
        boolean onMySql = System.getProperty("dbsync.server", "").contains("mysql");
        boolean another =
                switch (this) {
                    case SYSTEM_VERSIONED, NO_REFERENCES -> onMySql;
                    case NO_REFERENCES_ON_MYSQL -> !onMySql;
                    default -> false;
                };
        return !another && (engine == null ? other != Engine.H2 : engine == other);
    }

    /** What a plan says of it; empty where a sync gets by. */
    Optional<ProblemType> type() {
        return Optional.ofNullable(type);
    }

    /** A part of what a plan says. */
    String said() {
        return said;
    }

    private static void unbind(TestDatabase database, Connection own, String table) throws SQLException {
        for (Table other : SchemaOf.database(database).tables().values()) {
            for (ForeignKey key : other.foreignKeys().values()) {
                if (key.referencedTable().equals(table)) {
                    try (Statement drop = own.createStatement()) {
                        drop.execute("alter table " + other.name() + " drop foreign key " + key.name());
                    }
                }
            }
        }
    }

    /** Does it. Statements of one disturbance share a session. */
    void to(TestDatabase database) throws SQLException {
        try (Connection own = database.open();
                Connection admin = database.server().admin(database.name())) {
            for (String statement : statements) {
                if (statement.startsWith(UNBIND)) {
                    unbind(database, own, statement.substring(UNBIND.length()));
                    continue;
                }
                boolean byAdmin = statement.startsWith(ADMIN);
                String sql = byAdmin
                        ? statement.substring(ADMIN.length()).formatted(database.name(), database.user())
                        : statement;
                try (Statement sent = (byAdmin ? admin : own).createStatement()) {
                    sent.execute(sql);
                }
            }
        }
    }
}
