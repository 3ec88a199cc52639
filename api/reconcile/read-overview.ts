import { type Kysely, sql } from 'kysely'
import type { Context } from '#api/context.ts'
import { receiptQuerySchema } from '#api/contract/export.ts'
import type { Figures, ReconcileOverview, ReconcileQuery, ReconcileSum } from '#api/contract/reconcile.ts'
import { resolveReceipts } from '#api/export/receipts.ts'
import { inSnapshot } from '#api/export/snapshot.ts'
import { parseInput } from '#api/http/route.ts'
import { accountForBalance } from '#api/reconcile/account-for-balance.ts'
import type { Comparison } from '#api/reconcile/compare/compared.ts'
import { sumComparison } from '#api/reconcile/compare/sum-comparison.ts'
import { type FoundList, findLatest, listAsJson } from '#api/reconcile/find-list.ts'
import type { DB } from '#db/schema/index.ts'

type Needed = Pick<Context, 'db' | 'database' | 'exportSlots' | 'now'>
type Item = ReconcileOverview['items'][number]

/**
 * The wallets that something came to in a period, or that can be asked, each with what the books have and how that compares with the
 * wallet's own list, where one was read that covers the period.
 * @throws AppError not-found, bad-request where the query names what is not there
 */
export async function readOverview(ctx: Needed, query: ReconcileQuery): Promise<ReconcileOverview> {
  const { currency: _, ...asked } = query
  const receipts = await resolveReceipts(ctx.db, parseInput(receiptQuerySchema, asked, 'query'))
  const { from, until, tz, shows } = receipts
  if (!from || !until) throw new Error('A period has no ends')
  const wallets = await listWallets(ctx.db, { from, until }, shows?.[0]?.id ?? null)
  const lists = await findLatest(ctx.db, { from, until })
  const own = wallets.flatMap(({ id }) => lists.get(id) ?? [])
  const figures = await compareLists(ctx, own, { from, until })
  const items: Item[] = []
  for (const { id, name, sources, books } of wallets) {
    const list = lists.get(id)
    if (books.count === 0 && sources.length === 0 && !list) continue
    const json = list ? listAsJson(list, ctx.now()) : null
    const balance = list ? await accountForBalance(ctx.db, list, from) : null
    items.push({ wallet: name, sources, books, list: json, figures: figures.get(id) ?? null, balance })
  }
  return { from: query.from, to: query.to, tz, items }
}

/** How lists that were read compare with the books in a time that they cover, all of one moment, by the wallet's id. */
async function compareLists(
  ctx: Needed,
  lists: readonly FoundList[],
  time: { from: Date; until: Date },
): Promise<Map<number, Figures>> {
  const read = lists.filter(({ state }) => state === 'read')
  const figures = new Map<number, Figures>()
  if (read.length === 0) return figures
  await inSnapshot(ctx, 'UTC', async (snapshot) => {
    for (const list of read)
      figures.set(list.wallet_id, await sumComparison(snapshot, comparisonOf(list, time)))
  })
  return figures
}

export function comparisonOf(
  { id, wallet_id, source, exactness }: FoundList,
  { from, until }: { from: Date; until: Date },
): Comparison {
  return { id, wallet_id, source, exactness, from, until }
}

type Wallet = { id: number; name: string; sources: string[]; books: ReconcileSum }

/** @param showId only wallets that received for this show, or are its own; null: all but the demo's */
export async function listWallets(
  db: Kysely<DB>,
  { from, until }: { from: Date; until: Date },
  showId: number | null,
): Promise<Wallet[]> {
  const { rows } = await sql<{
    id: number
    name: string
    sources: string[]
    currency: string | null
    count: number
    amount_msat: number
    amount_minor: number
  }>`
    select w.id, w.name, array(
        select s.name from sources s join connections c on c.source_id = s.id where s.wallet_id = w.id
        order by s.exactness desc, s.id) as sources,
      p.fiat_currency as currency, count(p.id)::int as count, coalesce(sum(p.amount_msat), 0)::bigint as amount_msat,
      coalesce(sum(p.fiat_amount_minor), 0)::bigint as amount_minor
    from wallets w left join payments p on p.wallet_id = w.id and p.settled_at >= ${from} and p.settled_at < ${until}
      and p.ours and not p.set_aside and (p.amount_msat is not null or p.fiat_amount_minor is not null)
    where not w.demo and (${showId}::integer is null or w.show_id = ${showId} or exists (
      select from payments own where own.wallet_id = w.id and own.show_id = ${showId} and own.settled_at >= ${from}
        and own.settled_at < ${until} and own.ours and not own.set_aside))
    group by w.id, w.name, p.fiat_currency order by w.name`.execute(db)
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((parts) => {
    const [first] = parts
    if (!first) return []
    const total = (of: (row: (typeof rows)[number]) => number) => parts.reduce((sum, row) => sum + of(row), 0)
    const books = {
      count: total(({ count }) => count),
      amount_msat: total(({ amount_msat }) => amount_msat),
      fiat: parts.flatMap(({ currency, amount_minor }) =>
        currency === null ? [] : [{ currency, amount_minor }],
      ),
    }
    return [{ id: first.id, name: first.name, sources: first.sources, books }]
  })
}
