import { sql } from 'kysely'
import type { Database } from '#db/database.ts'

/**
 * All that makes a schema what it is (columns in whichever order, constraints, indexes, sequences, functions, triggers), each on a line
 * without the schema's name; but the tables in which migrations are noted.
 */
export async function shapeOf({ db, schema }: Database): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select line from (
      select format('column %s.%s %s default %s, %s null, identity %s, generated %s, %s', relname, attname,
          format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid), case when attnotnull then 'not' end,
          attidentity, attgenerated, attcollation::regcollation) as line
        from pg_class c join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
          left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where relnamespace = ${schema}::regnamespace and relkind = 'r'
      union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = ${schema}::regnamespace
      union all select indexdef from pg_indexes where schemaname = ${schema}
      union all select format('sequence %s %s', sequencename, data_type) from pg_sequences where schemaname = ${schema}
      union all select pg_get_functiondef(oid) from pg_proc where pronamespace = ${schema}::regnamespace
      union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid
        where not tgisinternal and relnamespace = ${schema}::regnamespace
    ) lines where line not like '%migration%' order by line`.execute(db)
  return rows.map(({ line }) => line.replaceAll(`${schema}.`, ''))
}
