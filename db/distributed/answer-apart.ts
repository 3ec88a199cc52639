import { findMain, findWrite } from '#db/distributed/find-write.ts'
import { tokensOf } from '#db/sql-tokens.ts'

/** Has a statement that writes answer what it asks, casts or works out in RETURNING by a SELECT of what it wrote: Citus takes columns alone there. */
export function answerApart(sql: string): string {
  if (!/\breturning\b[\s\S]*[(:]/i.test(sql)) return sql
  const tokens = tokensOf(sql)
  const write = findWrite(tokens, findMain(tokens))
  const [start, returning] = [tokens[write?.first ?? -1], tokens[write?.returning ?? -1]]
  if (!write || !start || !returning) return sql
  if (!tokens.slice(write.returning ?? 0).some(({ text }) => text === '(' || text === ':')) return sql
  const others = sql.slice(0, start.start).trimEnd()
  return `${others === '' ? 'with' : `${others},`} "written" as (${sql.slice(start.start, returning.end)} *)
    select ${sql.slice(returning.end)} from "written" "${write.name}"`
}
