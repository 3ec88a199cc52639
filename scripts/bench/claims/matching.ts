import { sql } from 'kysely'
import type { ClaimReport } from '#api/claim/claim-report.ts'
import { recordClaims } from '#api/claim/record-claims.ts'
import type { Context } from '#api/context.ts'
import { msat } from '#api/contract/msat.ts'
import { parseReport } from '#api/intake/parse-report.ts'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Entry } from '#api/intake/report.ts'
import { emptyReading } from '#api/metadata/reading.ts'
import { printFigure, printNote, timed } from '#scripts/bench/bench-of.ts'
import { withBenchContext } from '#scripts/bench/with-bench-context.ts'

const BATCH = 1_000
const SINCE = Date.UTC(2024, 0, 1)
/** One a minute, in each of so many shows. */
const SHOWS = 2

/**
 * Payments and the claims of them, matched, beside the payments alone: where the payments come first, as with apps that post when
 * they have paid, and where the claims do.
 */
export async function measureMatching(count: number): Promise<boolean[]> {
  const after = await withBenchContext(({ ctx }) => measure(ctx, count, 'payments first'))
  const before = await withBenchContext(({ ctx }) => measure(ctx, count, 'claims first'))
  const { alone } = after
  printNote(`${count} payments alone in ${(alone / 1000).toFixed(1)} s`)
  printNote(
    `with their claims ${(after.both / 1000).toFixed(1)} s, and ${(before.both / 1000).toFixed(1)} s where these come first`,
  )
  return [
    printFigure('payments and then claims, matched, beside the payments alone', after.both / alone, {
      atMost: 1.5,
    }),
    printFigure('claims and then payments, matched, beside the payments alone', before.both / alone, {
      atMost: 3,
    }),
  ]
}

async function measure({ db }: Context, count: number, order: 'payments first' | 'claims first') {
  const shows = await db
    .insertInto('shows')
    .values(
      Array.from({ length: SHOWS }, (_, n) => ({
        slug: `show-${n}`,
        title: `Show ${n}`,
        status: 'kept' as const,
      })),
    )
    .returning('id')
    .execute()
  await db
    .insertInto('show_names')
    .values(shows.map(({ id }, n) => ({ kind: 'title' as const, value: `Show ${n}`, show_id: id })))
    .execute()
  const ids = shows.map(({ id }) => id)
  const payments = () =>
    inBatches(count, async (from, until) => void (await recordReports(db, numbers(from, until).map(entryOf))))
  const claims = () =>
    inBatches(
      count,
      async (from, until) =>
        void (await recordClaims(
          db,
          numbers(from, until).map((n) => claimOf(n, ids)),
        )),
    )
  const times =
    order === 'payments first'
      ? { payments: await timed(payments), claims: await timed(claims) }
      : { claims: await timed(claims), payments: await timed(payments) }
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from claims join boosts b on b.id = claims.boost_id where b.payment_count > 0`.execute(
    db,
  )
  if (rows[0]?.count !== count) throw new Error(`${rows[0]?.count} of ${count} claims were matched`)
  return { alone: times.payments, both: times.payments + times.claims }
}

async function inBatches(count: number, work: (from: number, until: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += BATCH) await work(from, Math.min(count, from + BATCH))
}

function numbers(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, n) => from + n)
}

/** When the nth boost was sent, and what it says: the same for its payment and its claim. */
function boostOf(n: number) {
  const show = n % SHOWS
  return {
    show,
    at: SINCE + Math.floor(n / SHOWS) * 60_000,
    total: 100_000 + (n % 977) * 1_000,
    sender: `listener ${n % 3_000}`,
    episode: `Episode ${n % 40} of show ${show}`,
    message: `Thanks for the show, says number ${n}`,
  }
}

function entryOf(n: number): Entry {
  const { show, at, total, sender, episode, message } = boostOf(n)
  const parsed = parseReport(
    {
      source: 'node',
      id: `${n}`,
      payment_hash: n.toString(16).padStart(64, '0'),
      settled_at: at / 1000,
      amount_msat: total / 2,
      boostagram: {
        action: 'boost',
        podcast: `Show ${show}`,
        episode,
        app_name: 'Podverse',
        sender_name: sender,
        message,
        value_msat_total: total,
      },
    },
    new Date(),
  )
  if ('error' in parsed) throw new Error(parsed.error)
  return { origin: { source: parsed.source, kind: 'http', exactness: 3 }, report: parsed.report }
}

function claimOf(n: number, shows: readonly number[]): ClaimReport {
  const { show, at, total, sender, episode, message } = boostOf(n)
  return {
    route: 'metaboost',
    source_id: null,
    ref: `${n}`,
    show_id: shows[show] ?? 0,
    reading: {
      ...emptyReading(),
      action: 'boost',
      app: { name: 'Podverse' },
      sender: { name: sender },
      episode: { title: episode },
      message,
      claimed_msat: msat(total),
    },
    sender_key: null,
    sent_at: new Date(at + 20_000),
    fiat: null,
    payment_hash: null,
    url: null,
    raw: { message },
  }
}
