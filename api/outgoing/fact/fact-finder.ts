import type { Kysely } from 'kysely'
import type { FactHappening, SendingCondition } from '#api/contract/outgoing/rule.ts'
import type { Fact } from '#api/contract/outgoing/told.ts'
import type { DB } from '#db/schema/index.ts'

/** What a rule asks for that waits for something of no one boost. */
export type FactQuery = {
  event: FactHappening
  show_id: number | null
  condition: SendingCondition
  /** What happened before is not told. */
  since: Date
}

/** Something that happened, and by what it is known again. */
export type Found = { subject: string; fact: Fact }

/** Finds what happened since then, the latest last. */
export type FactFinder = (db: Kysely<DB>, asked: FactQuery, now: Date) => Promise<Found[]>
