package dev.dbsync.agent.execution;

import dev.dbsync.agent.planning.Step;
import dev.dbsync.agent.schema.Column;
import dev.dbsync.agent.schema.Index;
import dev.dbsync.agent.schema.SchemaChange;
import dev.dbsync.agent.schema.SchemaChange.AddColumn;
import dev.dbsync.agent.schema.SchemaChange.CreateIndex;
import dev.dbsync.agent.schema.SchemaChange.CreateTable;
import dev.dbsync.agent.schema.SchemaChange.Raw;
import dev.dbsync.agent.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small service's scripts, written by hand for H2. */
final class Sample {
    private static final Column ID = new Column("id", "integer", true, null, false, null);
    private static final Column NAME = new Column("name", "character varying(36)", true, null, false, null);

    static final ChangeUnit HOSTS = unit(
            new CreateTable(Table.of("hosts", List.of(ID), List.of(), List.of(), List.of(), null)),
            "create table hosts (id integer)");
    static final ChangeUnit NAMES = unit(new AddColumn("hosts", NAME), "alter table hosts add name varchar(36)");
    static final ChangeUnit BY_NAME = unit(
            new CreateIndex("hosts", new Index("by_name", false, List.of("name"))),
            "create index by_name on hosts (name)");
    static final ChangeUnit FILL = raw(
            "names filled in",
            "select count(*) from hosts where name is null",
            "update hosts set name = 'unknown' where name is null");
    static final ChangeUnit BROKEN = raw("what cannot be", null, "update nowhere set nothing = 1");

    private Sample() {}

    private static ChangeUnit unit(SchemaChange change, String statement) {
        return new ChangeUnit(change, List.of(statement), Effect.ADDITIVE);
    }

    private static ChangeUnit raw(String purpose, @Nullable String query, String statement) {
        return new ChangeUnit(new Raw(purpose, query), List.of(statement), Effect.REWRITING);
    }

    static ScriptCompiler compiler(Map<String, List<ChangeUnit>> files) {
        return file -> new Script(files.getOrDefault(file, List.of()), Optional.empty());
    }

    static Step revision(String id) {
        return new Step(Step.Kind.REVISION, id, "What " + id + " is for", List.of(id + ".yaml"));
    }
}
