package dev.dbsync.agent.database.postgresql;

import dev.dbsync.agent.database.SchemaQueries;

/**
 * What PostgreSQL's catalogue tells of the current schema.
 *
 * @see <a href="https://www.postgresql.org/docs/15/catalogs.html">PostgreSQL manual, chapter 53</a>
 */
final class PostgresSchema {
    static final SchemaQueries QUERIES = new SchemaQueries(
            """
            select c.relname, null
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
            """,
            """
            select c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), not a.attnotnull,
                   case when s.serial then null else pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
                   coalesce(s.serial, false) or a.attidentity <> '',
                   null
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
              left join lateral (select pg_catalog.pg_get_expr(d.adbin, d.adrelid) like 'nextval(%' as serial) s on true
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
             order by c.relname, a.attnum
            """,
            """
            select c.relname, ic.relname, i.indisprimary, i.indisunique,
                   coalesce(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int, true))
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              join pg_catalog.pg_index i on i.indrelid = c.oid
              join pg_catalog.pg_class ic on ic.oid = i.indexrelid
              cross join lateral generate_series(1, i.indnkeyatts) as k(place)
              left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[k.place - 1]
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
             order by c.relname, ic.relname, k.place
            """,
            """
            select c.relname, k.conname, a.attname, fc.relname, fa.attname
              from pg_catalog.pg_constraint k
              join pg_catalog.pg_class c on c.oid = k.conrelid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              join pg_catalog.pg_class fc on fc.oid = k.confrelid
              cross join lateral unnest(k.conkey, k.confkey) with ordinality as p(own, foreign_one, place)
              join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = p.own
              join pg_catalog.pg_attribute fa on fa.attrelid = fc.oid and fa.attnum = p.foreign_one
             where k.contype = 'f' and n.nspname = current_schema()
             order by c.relname, k.conname, p.place
            """,
            new SchemaQueries.Surroundings(
                    """
            select c.relname, t.kind, t.name
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              cross join lateral (
                    select 'unlogged', '' where c.relpersistence = 'u'
                    union all select 'partitioned', '' where c.relkind = 'p'
                    union all select 'inherited', '' where c.relkind = 'r' and c.relhassubclass
                          and exists (select from pg_catalog.pg_inherits i where i.inhparent = c.oid)
                    union all select 'row_security', '' where c.relrowsecurity
                    union all select 'trigger', g.tgname from pg_catalog.pg_trigger g
                               where g.tgrelid = c.oid and not g.tgisinternal
                    union all select 'rule', r.rulename from pg_catalog.pg_rewrite r where r.ev_class = c.oid) as t(kind, name)
             where n.nspname = current_schema() and c.relkind in ('r', 'p')
             order by 1, 2, 3
            """,
                    """
            select c.relname, case c.relkind when 'v' then 'a view' when 'm' then 'a materialized view'
                                             when 'S' then 'a sequence' when 'f' then 'a foreign table' else 'a type' end
              from pg_catalog.pg_class c
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname = current_schema() and c.relkind in ('v', 'm', 'S', 'f', 'c')
            union all
            select t.typname, 'a type'
              from pg_catalog.pg_type t
              join pg_catalog.pg_namespace n on n.oid = t.typnamespace
             where n.nspname = current_schema() and t.typrelid = 0 and t.typcategory <> 'A'
            """,
                    """
            select c.relname, a.attname,
                   regexp_replace(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid), '^rule "?_RETURN"? on ', '')
              from pg_catalog.pg_depend d
              join pg_catalog.pg_class c on c.oid = d.refobjid
              join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid and a.attnum > 0
             where d.refclassid = 'pg_catalog.pg_class'::regclass and d.deptype = 'n'
               and d.classid in ('pg_catalog.pg_rewrite'::regclass, 'pg_catalog.pg_trigger'::regclass,
                                 'pg_catalog.pg_policy'::regclass, 'pg_catalog.pg_proc'::regclass)
               and n.nspname = current_schema() and c.relkind in ('r', 'p')
             order by 1, 3
            """,
                    "select null"));

    private PostgresSchema() {}
}
