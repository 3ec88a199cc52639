import { type Kysely, sql } from 'kysely'
import type { Item, Reader } from '#api/import/reader/item.ts'
import type { DB } from '#db/schema/index.ts'

/** How many payments of the file are compared. */
const SAMPLE = 300
/** Fewer may be chance. */
const FEWEST = 3

/** Another wallet that has most of a file's payments already. */
export type Double = { wallet: string; matching: number; compared: number }

/**
 * Looks whether another wallet has the first payments of a file already, by second and whole sats: the same node under another
 * name would be counted twice. What its own wallet knows is no question, nor is what both sides know the hash of: equal
 * ones meet, others differ.
 * @param wallet where the file's payments go where a row names none; null: to the wallets of their sources
 */
export async function findDouble(
  db: Kysely<DB>,
  reader: Reader,
  wallet: string | null,
): Promise<Double | null> {
  const sample = await takeSample(reader, wallet)
  if (sample.length < FEWEST) return null
  const { rows } = await sql<Double>`
    with sample as (
      select s.n, s.ref, s.at, s.sats, s.hashed, coalesce(s.wallet, w.name, s.source) as wallet
      from json_to_recordset(${JSON.stringify(sample)}::json)
        as s(n integer, source text, wallet text, ref text, at timestamptz, sats bigint, hashed boolean)
      left join sources o on o.name = s.source left join wallets w on w.id = o.wallet_id
    ), fresh as (
      select s.* from sample s where not exists (
        select from sightings known join payments p on p.id = known.payment_id join wallets w on w.id = p.wallet_id
        where known.ref = s.ref and w.name = s.wallet)
    )
    select w.name as wallet, count(distinct f.n)::int as matching, (select count(*) from fresh)::int as compared
    from fresh f
    join payments p on p.settled_at >= date_trunc('second', f.at) and p.settled_at < date_trunc('second', f.at) + interval '1 second'
      and p.amount_msat / 1000 = f.sats and (not f.hashed or p.payment_hash is null)
    join wallets w on w.id = p.wallet_id and w.name <> f.wallet and not w.demo
    group by w.name order by matching desc limit 1`.execute(db)
  const [most] = rows
  return most && most.matching >= FEWEST && most.matching * 2 > most.compared ? most : null
}

type Sampled = {
  n: number
  source: string
  wallet: string | null
  ref: string
  at: string
  sats: number
  hashed: boolean
}

async function takeSample(reader: Reader, wallet: string | null): Promise<Sampled[]> {
  const sample: Sampled[] = []
  for await (const items of reader.items()) {
    for (const item of items) sample.push(...sampled(item, wallet, sample.length))
    if (sample.length >= SAMPLE) break
  }
  return sample.slice(0, SAMPLE)
}

function sampled({ reading }: Item, wallet: string | null, from: number): Sampled[] {
  if (!('entries' in reading)) return []
  return reading.entries.flatMap(({ source, report }, at) =>
    report.money.kind === 'sats'
      ? {
          n: from + at,
          source,
          wallet: report.wallet ?? wallet,
          ref: report.ref,
          at: report.settled_at.toISOString(),
          sats: Math.trunc(report.money.amount_msat / 1000),
          hashed: report.payment_hash !== null,
        }
      : [],
  )
}
