import { type Kysely, sql } from 'kysely'
import type { WalletJson } from '#api/contract/wallet.ts'
import type { DB } from '#db/schema/index.ts'

/** All wallets by name, or the one of this name. */
export async function listWallets(db: Kysely<DB>, name: string | null = null): Promise<WalletJson[]> {
  const { rows } = await sql<Omit<WalletJson, 'last_payment_at'> & { last_payment_at: Date | null }>`
    select wallets.name, wallets.whose, shows.slug as show, wallets.demo,
      array(select sources.name from sources where sources.wallet_id = wallets.id order by sources.name) as sources,
      (select settled_at from payments where payments.wallet_id = wallets.id
        order by settled_at desc, id desc limit 1) as last_payment_at
    from wallets left join shows on shows.id = wallets.show_id
    where ${name === null ? sql`true` : sql`wallets.name = ${name}`}
    order by wallets.name`.execute(db)
  return rows.map((row) => ({ ...row, last_payment_at: row.last_payment_at?.toISOString() ?? null }))
}
