import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Context } from '#api/context.ts'

/** The least that such a file costs: the same columns of the same rows, as they are and in any order, to a reader that forgets them. */
export async function copyOut({ database }: Pick<Context, 'database'>, year?: number): Promise<void> {
  const client = new pg.Client(database.connection)
  await client.connect()
  try {
    // As much as exports have.
    await client.query("set work_mem = '64MB'")
    for await (const _ of client.query(copyTo(copyOf(year)))) {
      // Only read.
    }
  } finally {
    await client.end()
  }
}

/** @param year only its receipts, in UTC; else all */
const copyOf = (year: number | undefined) => `copy (
  select p.id, p.settled_at, p.settled_at, s.title, e.title, p.action, su.name, p.message, p.app, w.name, p.rail, p.amount_msat,
    p.amount_msat / 1000.0, p.fee_msat, p.claimed_msat, p.amount_msat * r.price / 100000000000, pr.currency, r.price, r.at, r.source,
    p.fiat_amount_minor, p.fiat_fee_minor, p.fiat_currency, encode(p.payment_hash, 'hex'), p.boost_id
  from payments p join wallets w on w.id = p.wallet_id left join shows s on s.id = p.show_id
    left join episodes e on e.id = p.episode_id left join supporters su on su.id = p.supporter_id
    left join payment_rates pr on pr.payment_id = p.id and pr.currency = 'USD' left join rates r on r.id = pr.rate_id
  ${year === undefined ? '' : `where p.settled_at >= '${year}-01-01' and p.settled_at < '${year + 1}-01-01'`}
  ) to stdout with (format csv)`
