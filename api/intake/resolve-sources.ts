import { sql, type Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import type { Entry, Origin } from '#api/intake/report.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'

/** Where an entry comes from and what wallet it is about. */
export type Place = {
  source_id: number
  exactness: Exactness
  /** Whether what it reports may be kept packed. */
  packs: boolean
  wallet: { id: number; whose: 'show' | 'shared'; show_id: number | null }
}

/**
 * Finds the source and wallet of each entry, and makes them at first mention: a source's own wallet bears the name that its
 * origin gives, else the source's name.
 * @returns a place per entry, in order
 */
export async function resolvePlaces(trx: Transaction<DB>, entries: readonly Entry[]): Promise<Place[]> {
  const origins = new Map(entries.map(({ origin }) => [origin.source, origin]))
  const sources = await loadSources(trx, [...origins.keys()])
  const missing = [...origins.values()]
    .filter((origin) => !sources.has(origin.source))
    .sort((a, b) => (a.source < b.source ? -1 : 1))
  const wallets = await loadWallets(
    trx,
    [...entries.flatMap(({ report }) => report.wallet ?? []), ...missing.map(walletOf)],
    sources,
  )
  for (const origin of missing) {
    const wallet = wallets.get(walletOf(origin))
    if (!wallet) throw new Error(`The wallet ${walletOf(origin)} was made and is not there`)
    await trx
      .insertInto('sources')
      .values({ name: origin.source, kind: origin.kind, exactness: origin.exactness, wallet_id: wallet.id })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
  }
  const complete = missing.length > 0 ? await loadSources(trx, [...origins.keys()]) : sources
  const byId = new Map([...wallets.values()].map((wallet) => [wallet.id, wallet]))
  // Somebody else may have made a source at the same time, with another wallet.
  const others = [...complete.values()].map((source) => source.wallet_id).filter((id) => !byId.has(id))
  if (others.length > 0)
    for (const wallet of (await loadWallets(trx, [], complete)).values()) byId.set(wallet.id, wallet)
  return entries.map(({ origin, report }) => {
    const source = complete.get(origin.source)
    const wallet = report.wallet === null ? source && byId.get(source.wallet_id) : wallets.get(report.wallet)
    if (!source || !wallet)
      throw new AppError(
        'conflict',
        `The source "${origin.source}" reports no payments. Choose another name.`,
      )
    return { source_id: source.id, exactness: source.exactness, packs: source.packs, wallet }
  })
}

function walletOf(origin: Origin): string {
  return origin.wallet ?? origin.source
}

/** Loads sources by name, each with its wallet. */
async function loadSources(trx: Transaction<DB>, names: string[]) {
  const rows = await trx
    .selectFrom('sources')
    .innerJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .select(['sources.id', 'sources.name', 'exactness', 'wallets.id as wallet_id'])
    .select('wallets.name as wallet_name')
    .select(['whose', 'show_id'])
    .select(sql<boolean>`(select packs_from <= now() from installation)`.as('packs'))
    .where('sources.name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.name, row]))
}

type Sources = Awaited<ReturnType<typeof loadSources>>

/** The wallets of sources, and those of names, made where they are new. */
async function loadWallets(trx: Transaction<DB>, names: string[], sources: Sources) {
  const wallets = new Map(
    [...sources.values()].map(({ wallet_id: id, wallet_name: name, whose, show_id }) => [
      name,
      { id, name, whose, show_id },
    ]),
  )
  const load = async () => {
    const wanted = names.filter((name) => !wallets.has(name))
    if (wanted.length === 0) return
    const rows = await trx
      .selectFrom('wallets')
      .select(['id', 'name', 'whose', 'show_id'])
      .where('name', '=', sql<string>`any(${wanted}::text[])`)
      .execute()
    for (const row of rows) wallets.set(row.name, row)
  }
  await load()
  const missing = [...new Set(names)].filter((name) => !wallets.has(name)).sort()
  if (missing.length > 0) {
    await trx
      .insertInto('wallets')
      .values(missing.map((name) => ({ name })))
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    await load()
  }
  return wallets
}
