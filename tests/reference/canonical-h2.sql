-- Prints the schema of the current H2 database as sorted lines of text, one fact a line,
-- so that two databases hold the same schema exactly when the two texts are the same.
-- Version-control tables, and the shadow copies that Nova's own tool makes of them, are left out; so are the names of
-- constraints and indexes that H2 itself made up, which differ from run to run.
select line from (
  select 'table ' || table_name as line, table_name as t
    from information_schema.tables where table_schema = current_schema and table_type = 'BASE TABLE'
  union all
  select concat_ws(' ', 'column', table_name, lpad(ordinal_position, 3, '0'), column_name,
                   case when data_type = 'ENUM' then
                     (select 'enum (' || listagg(value_name, ', ') within group (order by value_ordinal) || ')'
                        from information_schema.enum_values e
                       where e.object_schema = c.table_schema and e.object_name = c.table_name
                         and e.enum_identifier = c.dtd_identifier)
                   else lower(data_type) end
                   || coalesce('(' || character_maximum_length || ')', ''),
                   case when is_nullable = 'NO' then 'not null' end, 'default ' || column_default,
                   case when is_identity = 'YES' then 'identity' end), table_name
    from information_schema.columns c where table_schema = current_schema
  union all
  select concat_ws(' ', lower(k.constraint_type), k.table_name,
                   case when k.constraint_name not like 'CONSTRAINT\_%' then k.constraint_name end,
                   (select '(' || listagg(u.column_name, ', ') within group (order by u.ordinal_position) || ')'
                      from information_schema.key_column_usage u
                     where u.constraint_schema = k.constraint_schema and u.constraint_name = k.constraint_name),
                   (select max(concat_ws(' ', 'references', p.table_name, 'on update', r.update_rule, 'on delete', r.delete_rule))
                           || ' (' || listagg(p.column_name, ', ') within group (order by p.ordinal_position) || ')'
                      from information_schema.referential_constraints r
                      join information_schema.key_column_usage p
                        on p.constraint_schema = r.unique_constraint_schema and p.constraint_name = r.unique_constraint_name
                     where r.constraint_schema = k.constraint_schema and r.constraint_name = k.constraint_name),
                   (select c.check_clause from information_schema.check_constraints c
                     where c.constraint_schema = k.constraint_schema and c.constraint_name = k.constraint_name)), k.table_name
    from information_schema.table_constraints k where k.table_schema = current_schema
  union all
  select concat_ws(' ', lower(i.index_type_name), i.table_name, i.index_name,
                   '(' || listagg(x.column_name, ', ') within group (order by x.ordinal_position) || ')'), i.table_name
    from information_schema.indexes i
    join information_schema.index_columns x on x.index_schema = i.index_schema and x.index_name = i.index_name
   where i.table_schema = current_schema and not i.is_generated
   group by i.index_type_name, i.table_name, i.index_name
) fact
where lower(t) not in ('alembic_version', 'migrate_version', 'shadow_alembic_version', 'shadow_migrate_version')
order by line;
