import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { followPayments } from '#api/claim/follow-payments.ts'
import { loadNear } from '#api/claim/match/load-near.ts'
import { matchClaims } from '#api/claim/match/match-claims.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import { withdrawClaims } from '#api/claim/withdraw-claims.ts'
import { msat } from '#api/contract/msat.ts'
import { pullClaimed } from '#api/intake/pull-claimed.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Entry } from '#api/intake/report.ts'
import { keepShow, makeClaim } from '#tests/helper/make-claim.ts'
import { emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

/** More find more: `RUNS=1000` while working on claims. */
const RUNS = Math.ceil(Number(process.env.RUNS ?? 25) / 2)
const BEGIN = Date.UTC(2026, 4, 14, 18)
const KEYS = ['a', 'b'].map((letter) => ({ kind: 'nostr' as const, key: letter.repeat(64) }))

/** A press of the button: what is paid of it, and how it is told elsewhere. */
const press = fc.record({
  at_s: fc.integer({ min: 0, max: 80 }).map((half) => half * 30),
  sender: fc.constantFrom('tide', 'winebear', undefined),
  message: fc.constantFrom('Great show, thank you all', 'Hello there', null),
  sats: fc.constantFrom(1_000, 5_000),
  episode: fc.constantFrom('One', 'Two', undefined),
  rail: fc.constantFrom('tlv', 'tlv', 'plain', 'wordless'),
  legs: fc.array(fc.constantFrom('own', 'guest'), { maxLength: 2 }),
  told: fc.array(
    fc.record({
      route: fc.constantFrom('metaboost', 'note', 'zap'),
      after_s: fc.integer({ min: -4, max: 32 }).map((half) => half * 30),
      key: fc.constantFrom(0, 1),
      proves: fc.boolean(),
      withdrawn: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 3 },
  ),
})
type Press = typeof press extends fc.Arbitrary<infer T> ? T : never

type Event =
  | { kind: 'payment'; entry: Entry }
  | { kind: 'claim'; report: ClaimReport }
  | { kind: 'withdrawal'; report: ClaimReport }
  | { kind: 'follow' }

function eventsOf(presses: readonly Press[], show: number): Event[] {
  return presses.flatMap((one, number) => {
    const at = BEGIN + one.at_s * 1000
    const payments = one.legs.map((wallet, leg): Event => {
      const plain = one.rail !== 'tlv'
      return {
        kind: 'payment',
        entry: makeEntry({
          id: `payment-${number}-${leg}`,
          source: wallet,
          wallet,
          payment_hash: hashOf(number * 10 + leg + 1),
          settled_at: new Date(at + leg * 10_000).toISOString(),
          amount_msat: one.sats * (wallet === 'own' ? 500 : 200) - leg * 1000,
          ...(plain
            ? {
                boostagram: null,
                rail: 'lnaddress',
                memo: one.rail === 'wordless' ? 'Podverse boost' : one.message,
              }
            : {
                boostagram: {
                  podcast: 'Any Show',
                  app_name: 'Podverse',
                  sender_name: one.sender,
                  message: one.message,
                  episode: one.episode,
                  value_msat_total: one.sats * 1000,
                },
              }),
        }),
      }
    })
    const told = one.told.flatMap((telling, index): Event[] => {
      const report = makeClaim(show, {
        route: telling.route,
        ref: `claim-${number}-${index}`,
        sender_key: KEYS[telling.key] ?? null,
        sent_at: new Date(at + telling.after_s * 1000),
        payment_hash: telling.proves ? hashOf(number * 10 + 1) : null,
        reading: {
          sender: { name: one.sender },
          message: one.message,
          claimed_msat: msat(one.sats * 1000),
          episode: one.episode === undefined ? {} : { title: one.episode },
        },
      })
      const claim: Event = { kind: 'claim', report }
      return telling.withdrawn ? [claim, { kind: 'withdrawal', report }] : [claim, claim]
    })
    return [...payments, ...told, { kind: 'follow' }]
  })
}

async function play(events: readonly Event[]): Promise<void> {
  for (const event of events) {
    if (event.kind === 'payment') await recordReports(database.db, [event.entry])
    if (event.kind === 'claim') await recordClaims(database.db, [event.report])
    if (event.kind === 'follow') await runJob()
    if (event.kind === 'withdrawal') {
      const { route, ref, sender_key } = event.report
      await withdrawClaims(database.db, { route, refs: [ref], sender_key: sender_key?.key ?? '' })
    }
  }
  await runJob()
}

/** As `claimsJob` does. */
async function runJob(): Promise<void> {
  await pullClaimed(database.db)
  await followPayments(database.db)
}

async function prepare(isShared: boolean): Promise<number> {
  await emptyIntake(database.db)
  const show = await keepShow(database.db, 'Any Show')
  for (const [name, share] of [
    ['own', '0.5'],
    ['guest', '0.2'],
  ] as const) {
    const values = { name, whose: 'show' as const, show_id: show }
    const wallet = await database.db
      .insertInto('wallets')
      .values(values)
      .returning('id')
      .executeTakeFirstOrThrow()
    if (isShared)
      await database.db
        .insertInto('shares')
        .values({ show_id: show, wallet_id: wallet.id, share, origin: 'host' })
        .execute()
  }
  return show
}

/** Boosts by what they are made of: the refs of their payments and claims, and all that they say. */
async function snapshot() {
  const { rows } = await sql`
    select b.claim, b.dropped, b.received_msat, b.counted_msat, b.claimed_msat, b.payment_count, b.message, b.sender_name, b.app,
      e.title as episode, s.name as supporter, b.difference,
      (select array_agg(ref order by ref) from payments where boost_id = b.id) as payments,
      (select array_agg(ref order by ref) from claims where boost_id = b.id and withdrawn_at is null) as claims
    from boosts b left join episodes e on e.id = b.episode_id left join supporters s on s.id = b.supporter_id
    where b.dropped is null and (b.payment_count > 0 or b.claim = 'unproven')
    order by payments, claims`.execute(database.db)
  return rows
}

/** What the rule makes of all at once, with nothing known before. */
async function model(show: number) {
  return await database.db.transaction().execute(async (trx) => {
    const ids = [
      ...(await trx.selectFrom('claims').select('id').execute()),
      ...(await trx.selectFrom('boosts').select('id').where('payment_count', '>', 0).execute()),
    ].map(({ id }) => id)
    const [near] = await loadNear(trx, [show], new Set(ids))
    const bundles = matchClaims(
      (near?.claims ?? []).map((claim) => ({ ...claim, boost_id: null })),
      near?.paid ?? [],
      near?.sharesOf,
    )
    return bundles
      .map((bundle) => ({
        claims: bundle.claims.map(({ ref }) => ref).sort(),
        payments: [bundle.paid, ...bundle.legs].reduce((sum, one) => sum + (one?.payments.length ?? 0), 0),
      }))
      .sort((a, b) => (String(a.claims) < String(b.claims) ? -1 : 1))
  })
}

describe('claims and payments', () => {
  it('make the same boosts in whichever order they come, be it taken back, and count what wallets received', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(press, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        fc.boolean(),
        async (presses, keys, isShared) => {
          const show = await prepare(isShared)
          await play(eventsOf(presses, show))
          const straight = await snapshot()
          const bundles = await model(show)
          const stored = straight.flatMap((row) => {
            const { claims, payment_count } = row as { claims: string[] | null; payment_count: number }
            return claims ? [{ claims, payments: payment_count }] : []
          })
          // Several bundles may be proven to be of one boost.
          expect(
            stored.flatMap(({ claims, payments }) => claims.map((ref) => [ref, payments])).sort(),
          ).toEqual(bundles.flatMap(({ claims, payments }) => claims.map((ref) => [ref, payments])).sort())
          const { rows } = await sql<{ sums: string }>`
          select (select coalesce(sum(received_msat), 0) from boosts)::text || ' '
            || (select coalesce(sum(amount_msat), 0) from payments where boost_id is not null)::text as sums`.execute(
            database.db,
          )
          expect(new Set(rows[0]?.sums.split(' ')).size).toBe(1)

          const again = await prepare(isShared)
          const shuffled = eventsOf(presses, again)
            .map((event) => ({ event, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
          await play(shuffled.map(({ event }) => event))
          expect(await snapshot()).toEqual(straight)
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
})
