import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import type { Item, Reader } from '#scripts/import/reader/item.ts'

/** How many payments of the file are compared. */
const SAMPLE = 300
/** Fewer may be chance. */
const FEWEST = 3

/** Another wallet that has most of a file's payments already. */
export type Double = { wallet: string; matching: number; compared: number }

/**
 * Looks whether another wallet has the first payments of a file already, by time and whole sats: the same node under another
 * name would be counted twice. Payments of which both sides know the hash are no question: equal ones meet, others differ.
 * @param wallet where the file's payments go where a row names none
 */
export async function findDouble(db: Kysely<DB>, reader: Reader, wallet: string): Promise<Double | null> {
  const sample = await takeSample(reader, wallet)
  if (sample.length < FEWEST) return null
  const { rows } = await sql<{ wallet: string; matching: number }>`
    select w.name as wallet, count(distinct s.n)::int as matching
    from json_to_recordset(${JSON.stringify(sample)}::json) as s(n integer, wallet text, at timestamptz, sats bigint, hashed boolean)
    join payments p on p.settled_at between s.at - interval '1 second' and s.at + interval '1 second'
      and p.amount_msat / 1000 = s.sats and (not s.hashed or p.payment_hash is null)
    join wallets w on w.id = p.wallet_id and w.name <> s.wallet and not w.demo
    group by w.name order by matching desc limit 1`.execute(db)
  const [most] = rows
  if (!most || most.matching < FEWEST || most.matching * 2 <= sample.length) return null
  return { ...most, compared: sample.length }
}

type Sampled = { n: number; wallet: string; at: string; sats: number; hashed: boolean }

async function takeSample(reader: Reader, wallet: string): Promise<Sampled[]> {
  const sample: Sampled[] = []
  for await (const items of reader.items()) {
    for (const item of items) sample.push(...sampled(item, wallet, sample.length))
    if (sample.length >= SAMPLE) break
  }
  return sample.slice(0, SAMPLE)
}

function sampled({ reading }: Item, wallet: string, from: number): Sampled[] {
  if (!('entries' in reading)) return []
  return reading.entries.flatMap(({ report }, at) =>
    report.money.kind === 'sats'
      ? {
          n: from + at,
          wallet: report.wallet ?? wallet,
          at: report.settled_at.toISOString(),
          sats: Math.trunc(report.money.amount_msat / 1000),
          hashed: report.payment_hash !== null,
        }
      : [],
  )
}
