import type { Kysely } from 'kysely'
import type { Entry } from '#api/intake/report.ts'
import type { Place } from '#api/intake/resolve-sources.ts'
import { anyOf } from '#db/query/any-of.ts'
import type { DB } from '#db/schema/index.ts'

/** Where each entry would come from and what wallet it would be about. @returns a place per entry, in order */
export type PlaceFinder = (entries: readonly Entry[]) => Promise<Place[]>

/** Finds what `resolvePlaces` would, and makes nothing: a source or wallet that is new has a number that no stored one has. */
export function createPlaceFinder(db: Kysely<DB>): PlaceFinder {
  const made = new Map<string, number>()
  const numberOf = (name: string) => {
    const number = made.get(name) ?? -1 - made.size
    made.set(name, number)
    return number
  }
  return async (entries) => {
    const sources = await loadSources(db, new Set(entries.map(({ origin }) => origin.source)))
    const names = entries.map(({ origin, report }) => {
      const known = sources.get(origin.source)
      return report.wallet ?? known?.wallet ?? origin.wallet ?? origin.source
    })
    const wallets = await loadWallets(db, new Set(names))
    return entries.map(({ origin }, at): Place => {
      const name = names[at] ?? ''
      const source = sources.get(origin.source)
      return {
        source_id: source?.id ?? numberOf(`source ${origin.source}`),
        packs: false,
        exactness: source?.exactness ?? origin.exactness,
        wallet: wallets.get(name) ?? { id: numberOf(`wallet ${name}`), whose: 'shared', show_id: null },
      }
    })
  }
}

async function loadSources(db: Kysely<DB>, names: Set<string>) {
  const rows = await db
    .selectFrom('sources')
    .leftJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .select(['sources.id', 'sources.name', 'exactness', 'wallets.name as wallet'])
    .where('sources.name', '=', anyOf(names))
    .execute()
  return new Map(rows.map((row) => [row.name, row]))
}

async function loadWallets(db: Kysely<DB>, names: Set<string>) {
  const rows = await db
    .selectFrom('wallets')
    .select(['id', 'name', 'whose', 'show_id'])
    .where('name', '=', anyOf(names))
    .execute()
  return new Map(rows.map(({ name, ...wallet }) => [name, wallet]))
}
