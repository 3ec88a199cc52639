import { type Kysely, sql } from 'kysely'
import { FIRST_STEPS, type FirstStep, type FirstStepsJson } from '#api/contract/first-steps.ts'
import type { DB } from '#db/schema/index.ts'

/** More payments of a wallet than these are not counted. */
const MOST_COUNTED = 1000

type ShowRow = { slug: string; title: string; public: boolean; episodes: number }
type WalletRow = { name: string; followed: boolean; payments: number; last_payment_at: Date | null }

/** How far a new installation has come: seen from what is there, the demo aside. */
export async function readFirstSteps(db: Kysely<DB>): Promise<FirstStepsJson> {
  const said = new Set((await db.selectFrom('first_steps').select('step').execute()).map(({ step }) => step))
  const [show, wallets, past] = [await readShow(db), await listWallets(db), await readPast(db)]
  const done: Record<FirstStep, boolean> = {
    show: show !== null,
    wallet: wallets.length > 0,
    past: past.is_past,
    page: show?.public ?? false,
  }
  return {
    steps: FIRST_STEPS.map((step) => ({
      step,
      state: done[step] ? 'done' : said.has(step) ? 'skipped' : 'open',
    })),
    dismissed: said.has('all'),
    show,
    wallets: wallets.map(({ name, payments, last_payment_at }) => ({
      name,
      payments: Math.min(payments, MOST_COUNTED),
      more: payments > MOST_COUNTED,
      last_payment_at: last_payment_at?.toISOString() ?? null,
    })),
    oldest_payment_at: past.oldest_at?.toISOString() ?? null,
  }
}

async function readShow(db: Kysely<DB>): Promise<ShowRow | null> {
  const { rows } = await sql<ShowRow>`
    select slug, title, is_public as public,
      (select count(*) from episodes e where e.show_id = shows.id
        and (not e.provisional or exists (select from payments where episode_id = e.id))) as episodes
    from shows where status = 'kept' and not demo and merged_into is null
    order by is_public desc, id limit 1`.execute(db)
  return rows[0] ?? null
}

/** Those that are listened to, or brought something. */
async function listWallets(db: Kysely<DB>): Promise<WalletRow[]> {
  const { rows } = await sql<WalletRow>`
    select w.name,
      exists (select from sources s join connections c on c.source_id = s.id where s.wallet_id = w.id) as followed,
      (select count(*) from (
        select from payments where wallet_id = w.id limit ${MOST_COUNTED + 1}) counted) as payments,
      (select settled_at from payments where wallet_id = w.id
        order by settled_at desc, id desc limit 1) as last_payment_at
    from wallets w where not w.demo order by w.name`.execute(db)
  return rows.filter(({ followed, payments }) => followed || payments > 0)
}

/** Whether anything is here that was paid before Readout was, which only a history or a file can bring. */
async function readPast(db: Kysely<DB>): Promise<{ oldest_at: Date | null; is_past: boolean }> {
  const { rows } = await sql<{ oldest_at: Date | null; is_past: boolean | null }>`
    select min(oldest.settled_at) as oldest_at, min(oldest.settled_at) < min(i.created_at) as is_past
    from installation i left join wallets w on not w.demo
    left join lateral (
      select settled_at from payments where wallet_id = w.id order by settled_at, id limit 1) oldest on true`.execute(
    db,
  )
  return { oldest_at: rows[0]?.oldest_at ?? null, is_past: rows[0]?.is_past ?? false }
}
