import { type Kysely, sql } from 'kysely'

/** What lists of payments and boosts are read by; the newest first, which an index says as well read backwards. */
const BY_TIME = {
  payments_by_time: ['payments', 'settled_at', 'id'],
  payments_by_wallet: ['payments', 'wallet_id', 'settled_at', 'id'],
  payments_by_show: ['payments', 'show_id', 'settled_at', 'id'],
  payments_by_episode: ['payments', 'episode_id', 'settled_at'],
  payments_by_supporter: ['payments', 'supporter_id', 'settled_at'],
  boosts_by_time: ['boosts', 'sent_at', 'id'],
  boosts_by_arrival: ['boosts', 'show_id', 'recorded_at', 'id'],
  boosts_by_show: ['boosts', 'show_id', 'sent_at', 'id'],
  boosts_by_episode: ['boosts', 'episode_id', 'sent_at', 'id'],
  boosts_by_supporter: ['boosts', 'supporter_id', 'sent_at', 'id'],
} as const

const TIME = /_at$|^id$/

/**
 * Turns indexes round. What comes last is added at their end now, and pages there are left full; at their beginning each was cut in two
 * halves that never filled again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await make(db, '')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await make(db, ' desc')
}

async function make(db: Kysely<unknown>, direction: '' | ' desc'): Promise<void> {
  for (const [name, [table, ...columns]] of Object.entries(BY_TIME)) {
    const keys = columns.map((column) => (TIME.test(column) ? `${column}${direction}` : column))
    await sql.raw(`drop index ${name}; create index ${name} on ${table} (${keys.join(', ')})`).execute(db)
  }
}
