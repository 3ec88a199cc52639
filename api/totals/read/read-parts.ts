import { type Kysely, sql } from 'kysely'
import type { TotalsApps, TotalsRails, TotalsWallets } from '#api/contract/totals.ts'
import { sumCellsAsText } from '#api/totals/cell/sums.ts'
import { headOf } from '#api/totals/json/head-of.ts'
import type { Period } from '#api/totals/json/period.ts'
import { type Source, sourceOf } from '#api/totals/json/source.ts'
import { readFiat, receiptsAsJson, type SumsRow, sumsAsJson } from '#api/totals/json/sums-as-json.ts'
import type { ShowTotals } from '#api/totals/read/with-totals.ts'
import type { DB } from '#db/schema/index.ts'
import type { TotalsPart } from '#db/schema/totals.ts'

export type PartRow = SumsRow & { key: string; anonymous: number }

/** The sums of a period by one part, largest first. */
export async function readParts(
  db: Kysely<DB>,
  source: Source,
  part: Exclude<TotalsPart, 'show'>,
): Promise<PartRow[]> {
  const { rows } = await sql<PartRow>`
    ${source.beginning}
    select key, ${sumCellsAsText}, sum(anonymous)::integer as anonymous
    from ${source.parts} where part = ${part} group by key
    order by sum(boosts_counted_msat + autos_counted_msat)
             + sum(streams_received_msat + case when part in ('wallet', 'rail') then boosts_received_msat + autos_received_msat else 0 end) desc, key`.execute(
    db,
  )
  return rows
}

/** What came by which app. */
export async function readApps(db: Kysely<DB>, totals: ShowTotals, period: Period): Promise<TotalsApps> {
  const source = sourceOf(totals.state, period)
  const rows = await readParts(db, source, 'app')
  const fiat = await readFiat(db, source, 'app', 'key')
  return {
    ...headOf(totals, source, period),
    items: rows.map((row) => ({
      app: row.key || null,
      ...sumsAsJson(row, fiat(row.key), `${row.key || 'no app'} for ${totals.show.title}`),
    })),
  }
}

/** What arrived in which wallet. */
export async function readWallets(
  db: Kysely<DB>,
  totals: ShowTotals,
  period: Period,
): Promise<TotalsWallets> {
  const source = sourceOf(totals.state, period)
  const rows = await readParts(db, source, 'wallet')
  const fiat = await readFiat(db, source, 'wallet', 'key')
  const wallets = await db.selectFrom('wallets').select(['id', 'name']).execute()
  const names = new Map(wallets.map(({ id, name }) => [String(id), name]))
  return {
    ...headOf(totals, source, period),
    items: rows.map((row) => {
      const wallet = names.get(row.key) ?? ''
      return { wallet, ...receiptsAsJson(row, fiat(row.key), `${wallet} for ${totals.show.title}`) }
    }),
  }
}

/** What arrived on which rail. */
export async function readRails(db: Kysely<DB>, totals: ShowTotals, period: Period): Promise<TotalsRails> {
  const source = sourceOf(totals.state, period)
  const rows = await readParts(db, source, 'rail')
  const fiat = await readFiat(db, source, 'rail', 'key')
  return {
    ...headOf(totals, source, period),
    items: rows.map((row) => ({
      rail: row.key,
      ...receiptsAsJson(row, fiat(row.key), `${row.key} for ${totals.show.title}`),
    })),
  }
}
