import { sql, type Transaction } from 'kysely'
import type { DecidedBy, Stored } from '#api/payment/belong/decide-stored.ts'
import { loadRules } from '#api/payment/load-rules.ts'
import type { DB } from '#db/schema/index.ts'

/** Loads payments with what decides whose they are. */
export async function loadStored(trx: Transaction<DB>, ids: readonly string[]): Promise<Stored[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Stored>`
    select id, memo, amount_msat, wallet_id, ours, show_id, action, message, comment, has_metadata, metadata_url, conflict_of,
      corrected_at, set_aside, set_aside_by_hand, set_aside_rule_id, needs_look,
      exists (select from sightings where payment_id = payments.id and metadata is not null) as has_metadata
    from payments where id = any(${[...ids]}::uuid[])`.execute(trx)
  return rows
}

/** Loads all rules, wallets and shows: there are few of each. */
export async function loadDecisions(trx: Transaction<DB>) {
  const wallets = await trx.selectFrom('wallets').select(['id', 'whose', 'show_id']).execute()
  const shows = await trx.selectFrom('shows').select(['id', 'status', 'read_sats']).execute()
  return {
    rules: await loadRules(trx),
    wallets: new Map(wallets.map((wallet) => [wallet.id, wallet])),
    shows: new Map(shows.map((show) => [show.id, show])) satisfies DecidedBy['shows'],
  }
}
