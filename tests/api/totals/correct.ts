import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import { type Step, type World, ZONES } from './history.ts'

type Correction = Extract<Step, { to: number }>

/** Does to payments, boosts, people and shows what hosts, late reports and tasks do. */
export async function correct(db: Kysely<DB>, world: World, step: Correction): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ids = async (from: string, where = 'true') => {
      const { rows } = await sql<{ id: string }>`
        select id from ${sql.table(from)} where show_id = any(${world.shows}::integer[]) and ${sql.raw(where)} order by id`.execute(
        trx,
      )
      return rows.map((row) => row.id)
    }
    const boosts = await ids('boosts', 'payment_count > 0')
    const payments = await ids('payments', 'refund_of is null')
    const boost = boosts[step.pick % Math.max(1, boosts.length)]
    const other = boosts[step.to % Math.max(1, boosts.length)]
    const payment = payments[step.pick % Math.max(1, payments.length)]
    const show = world.shows[step.pick % world.shows.length] ?? 0
    const touched = async (...found: (string | undefined | null)[]) => {
      for (const id of found) if (id) await sumBoost(trx, id)
    }
    const boostOf = async (id: string) =>
      (await trx.selectFrom('payments').select('boost_id').where('id', '=', id).executeTakeFirst())?.boost_id

    switch (step.do) {
      case 'refund': {
        if (!payment) return
        await sql`
          insert into payments (id, wallet_id, exactness, ref, settled_at, amount_msat, fiat_amount_minor, fiat_fee_minor, fiat_currency,
            rail, ours, show_id, episode_id, supporter_id, boost_id, action, app, refund_ref, refund_of)
          select ${randomUUID()}, wallet_id, 3, ${randomUUID()}, settled_at + make_interval(hours => ${step.to}),
            -amount_msat / 2, -fiat_amount_minor, fiat_fee_minor, fiat_currency, rail, ours, show_id, episode_id, supporter_id,
            boost_id, action, app, ref, id
          from payments where id = ${payment}`.execute(trx)
        return await touched(await boostOf(payment))
      }
      case 'set aside': {
        if (!payment) return
        await sql`update payments set set_aside = not set_aside where id = ${payment}`.execute(trx)
        return await touched(await boostOf(payment))
      }
      case 'join': {
        if (!boost || !other || boost === other) return
        await sql`
          update payments p set boost_id = b.id, show_id = b.show_id, episode_id = b.episode_id, supporter_id = b.supporter_id
          from boosts b where b.id = ${other} and p.boost_id = ${boost}`.execute(trx)
        await sql`delete from boosts where id = ${boost}`.execute(trx)
        return await touched(other)
      }
      case 'split': {
        const from = payment ? await boostOf(payment) : null
        if (!from || !payment) return
        const made = randomUUID()
        await sql`
          insert into boosts (id, action, show_id, episode_id, supporter_id, app, received_msat, counted_msat, claim, payment_count, sent_at)
          select ${made}, b.action, p.show_id, b.episode_id, null, b.app, 0, 0, 'unknown', 0, p.settled_at
          from boosts b, payments p where b.id = ${from} and p.id = ${payment}`.execute(trx)
        await sql`
          update payments set boost_id = ${made}, supporter_id = null where id = ${payment} or refund_of = ${payment}`.execute(
          trx,
        )
        return await touched(from, made)
      }
      case 'hide':
        await sql`update boosts set hidden = not hidden where id = ${boost ?? null}`.execute(trx)
        return
      case 'claim':
        await sql`
          update boosts set counted_msat = received_msat * ${1 + (step.to % 5)}, claim = 'confirmed'
          where id = ${boost ?? null}`.execute(trx)
        return
      case 'move': {
        if (!boost) return
        const to = world.shows[step.to % world.shows.length] ?? 0
        const isThere = await trx.selectFrom('shows').select('id').where('id', '=', to).executeTakeFirst()
        if (!isThere) return
        await sql`update boosts set show_id = ${to}, episode_id = null where id = ${boost}`.execute(trx)
        await sql`update payments set show_id = ${to}, episode_id = null where boost_id = ${boost}`.execute(
          trx,
        )
        return
      }
      case 'time': {
        if (!payment) return
        await sql`
          update payments set settled_at = settled_at + make_interval(hours => ${(step.to % 60) - 30}) where id = ${payment}`.execute(
          trx,
        )
        return await touched(await boostOf(payment))
      }
      case 'merge people': {
        const [from, to] = [world.people[step.pick % 4], world.people[step.to % 4]]
        if (!from || !to || from === to) return
        const there = await trx
          .selectFrom('supporters')
          .select('id')
          .where('id', 'in', [from, to])
          .forUpdate()
          .execute()
        if (there.length < 2) return
        await sql`update boosts set supporter_id = ${to} where supporter_id = ${from}`.execute(trx)
        await sql`update payments set supporter_id = ${to} where supporter_id = ${from}`.execute(trx)
        await sql`delete from supporters where id = ${from}`.execute(trx)
        return
      }
      case 'merge episodes': {
        const list = await ids('episodes', `show_id = ${show}`)
        const [from, to] = [
          list[step.pick % Math.max(1, list.length)],
          list[step.to % Math.max(1, list.length)],
        ]
        if (!from || !to || from === to) return
        await sql`select from episodes where id = ${from} for update`.execute(trx)
        await sql`update boosts set episode_id = ${to} where episode_id = ${from}`.execute(trx)
        await sql`update payments set episode_id = ${to} where episode_id = ${from}`.execute(trx)
        await sql`delete from episodes where id = ${from}`.execute(trx)
        return
      }
      case 'standing':
        await sql`
          insert into show_supporters (show_id, supporter_id, team, hidden)
          select s.id, p.id, ${step.to % 2 === 0}, ${step.to % 3 === 0} from shows s, supporters p
          where s.id = ${show} and p.id = ${world.people[step.to % 4]}
          on conflict (show_id, supporter_id) do update set team = excluded.team, hidden = excluded.hidden`.execute(
          trx,
        )
        return
      case 'zone':
        await sql`update shows set time_zone = ${ZONES[step.to % ZONES.length]} where id = ${show}`.execute(
          trx,
        )
        return
      case 'show status':
        await sql`
          update shows set status = case when status = 'kept' then 'set_aside' else 'kept' end where id = ${show}`.execute(
          trx,
        )
        return
      case 'drop show': {
        if (step.to % 4 !== 0) return
        await sql`delete from payments where show_id = ${show} and refund_of is not null`.execute(trx)
        await sql`delete from payments where show_id = ${show}`.execute(trx)
        await sql`delete from shows where id = ${show}`.execute(trx)
      }
    }
  })
}

/** Sums a boost from its payments. */
async function sumBoost(db: Kysely<DB>, id: string): Promise<void> {
  await sql`
    update boosts b set received_msat = s.received, counted_msat = s.received, payment_count = s.count,
      fiat_amount_minor = case when b.fiat_currency is null then null else s.fiat end, sent_at = coalesce(s.at, b.sent_at)
    from (
      select coalesce(sum(amount_msat), 0)::bigint as received, coalesce(sum(fiat_amount_minor), 0)::bigint as fiat,
             (count(*) filter (where refund_of is null))::integer as count, min(settled_at) filter (where refund_of is null) as at
      from payments where boost_id = ${id} and not set_aside
    ) s where b.id = ${id}`.execute(db)
}
