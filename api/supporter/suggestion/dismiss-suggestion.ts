import { type Kysely, sql } from 'kysely'
import { findSupporterId } from '#api/alias/alias.ts'
import { orNotFound } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Remembers that two supporters are two, so that nothing suggests again that they are one.
 * @throws AppError not-found where one of them is none
 */
export async function dismissSuggestion(db: Kysely<DB>, one: string, other: string): Promise<void> {
  const a = orNotFound(await findSupporterId(db, one), 'supporter with this id')
  const b = orNotFound(await findSupporterId(db, other), 'supporter with this id')
  if (a !== b) await keepApart(db, a, b)
}

/** The same of two that are known to be there. */
export async function keepApart(db: Kysely<DB>, a: string, b: string): Promise<void> {
  await sql`
    insert into supporter_suggestions (supporter_id, other_id, reason, dismissed)
    values (least(${a}::uuid, ${b}::uuid), greatest(${a}::uuid, ${b}::uuid), 'A host said that they are two.', true)
    on conflict (supporter_id, other_id) do update set dismissed = true`.execute(db)
}
