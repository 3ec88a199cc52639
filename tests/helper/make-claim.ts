import type { Kysely } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { msat } from '#api/contract/msat.ts'
import { emptyReading, type Reading } from '#api/metadata/reading.ts'
import type { DB } from '#db/schema/index.ts'

let made = 0

/** A claim as an app posts it: a boost of 1,000 sats with a message, but for what is said otherwise. */
export function makeClaim(
  show_id: number,
  { reading, ...over }: Partial<Omit<ClaimReport, 'reading'>> & { reading?: Partial<Reading> } = {},
): ClaimReport {
  made++
  return {
    route: 'metaboost',
    source_id: null,
    ref: `claim-${made}`,
    show_id,
    sender_key: null,
    sent_at: new Date('2026-05-14T18:00:30Z'),
    fiat: null,
    payment_hash: null,
    url: null,
    raw: { made },
    ...over,
    reading: {
      ...emptyReading(),
      action: 'boost',
      app: { name: 'Podverse' },
      sender: { name: 'tide' },
      message: `Claimed ${made}`,
      claimed_msat: msat(1_000_000),
      ...reading,
    },
  }
}

/** A show that is kept, by its title. @returns its id */
export async function keepShow(db: Kysely<DB>, title = 'LINUX Unplugged'): Promise<number> {
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const { id } = await db
    .insertInto('shows')
    .values({ slug, title, status: 'kept' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('show_names').values({ kind: 'title', value: title, show_id: id }).execute()
  return id
}
