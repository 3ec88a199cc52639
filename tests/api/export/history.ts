import fc from 'fast-check'
import { sql } from 'kysely'
import { recordReports } from '#api/intake/record-reports.ts'
import { emptyIntake, makeEntry } from '#tests/helper/make-entry.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

/** What a listener or a wallet may be called or may write: all that CSV, spreadsheets and journals trip over, in every plane. */
export const hostileText = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...['=', '+', '-', '@', '\t', "'", '"', ',', ';', '\r', '\n', '\r\n', ' '],
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '＝',
          '＋',
          '－',
          '＠',
          '\\.',
          '|',
          '(',
          ':',
          '1E9',
          '007',
          'a',
          'é',
          '🦆',
        ),
      },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('\u{10FFFD}', '𠮷', '\u202e', '\ufeff', '\0', '\u0085', '\u{E0041}', 'ß'),
      },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const name = hostileText.map((text) => text || 'nobody')

const payment = fc.record({
  kind: fc.constantFrom('boost', 'boost', 'auto', 'stream', 'stream', 'refund', 'fiat', 'free'),
  amount: fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 5_000_000_000_000 })),
  fee: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000 })),
  currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'HUF'),
  rail: fc.constantFrom('keysend', 'bolt11', 'lnaddress', 'onchain'),
  /** A few days around the end of summer time. */
  at: fc.date({
    min: new Date('2026-10-23T00:00:00Z'),
    max: new Date('2026-11-03T23:59:59Z'),
    noInvalidDate: true,
  }),
  wallet: fc.nat(2),
  show: fc.nat(2),
  sender: fc.nat(3),
  app: fc.nat(2),
  message: hostileText,
  setAside: fc.boolean(),
})

export type History = {
  wallets: string[]
  shows: string[]
  senders: string[]
  apps: string[]
  payments: (typeof payment extends fc.Arbitrary<infer Payment> ? Payment : never)[]
}

/** Years of a show in small: several wallets, rails and shows, all kinds of payments. */
export const history: fc.Arbitrary<History> = fc.record({
  wallets: fc.tuple(name, name, name).map((names) => names.map((text, n) => `${text}w${n}`)),
  shows: fc.tuple(name, name, name).map((names) => names.map((text, n) => `${text}s${n}`)),
  senders: fc.array(name, { minLength: 4, maxLength: 4 }),
  apps: fc.array(name, { minLength: 3, maxLength: 3 }),
  payments: fc.array(payment, { minLength: 1, maxLength: 25 }),
})

/** Records a history anew through intake, with a price for every other hour; half of what it sets aside stays in. */
export async function recordHistory({ db }: TestContext, made: History): Promise<void> {
  await db.deleteFrom('payment_rates').execute()
  await emptyIntake(db)
  const entries = made.payments.map((one, n) =>
    makeEntry({
      id: `p${n}`,
      wallet: made.wallets[one.wallet],
      settled_at: one.at.toISOString(),
      ...moneyOf(one),
      boostagram: {
        action: one.kind === 'stream' || one.kind === 'auto' ? one.kind : 'boost',
        podcast: made.shows[one.show],
        episode: `Episode ${made.shows[one.show]}`,
        sender_name: made.senders[one.sender],
        app_name: made.apps[one.app],
        message: one.kind === 'stream' ? undefined : one.message,
        value_msat_total: one.amount,
      },
    }),
  )
  const outcomes = await recordReports(db, entries)
  const refused = outcomes.find(({ status }) => status === 'rejected')
  if (refused) throw new Error(JSON.stringify(refused))
  await db.updateTable('shows').set({ status: 'kept' }).execute()
  const aside = made.payments.flatMap(({ setAside }, n) => (setAside && n % 2 === 0 ? [`p${n}`] : []))
  await sql`update payments set set_aside = true where ref = any(${aside})`.execute(db)
  await sql`
    insert into rates (currency, at, seconds, price, origin, source)
    select 'EUR', at, 3600, 90000.12345678 + extract(day from at), 'provider', '=mempool'
    from generate_series('2026-10-22T00:00:00Z'::timestamptz, '2026-11-05T00:00:00Z', '2 hours') at
    on conflict do nothing`.execute(db)
  await sql`
    insert into payment_rates (payment_id, currency, rate_id)
    select p.id, 'EUR', r.id from payments p
    join rates r on r.currency = 'EUR' and r.at <= p.settled_at and r.at > p.settled_at - interval '1 hour'
    where p.amount_msat is not null`.execute(db)
}

function moneyOf({
  kind,
  amount,
  fee,
  currency,
  rail,
}: History['payments'][number]): Record<string, unknown> {
  if (kind === 'free') return { amount_msat: undefined, rail: 'free' }
  if (kind === 'fiat')
    return { amount_msat: undefined, fiat: { amount_minor: minorOf(amount), fee_minor: fee, currency } }
  const paid = { amount_msat: amount, fee_msat: fee, rail }
  return kind === 'refund' ? { ...paid, refund_of: 'p0' } : paid
}

/** What a payment of fiat comes to in its minor unit: no report is of nothing. */
export function minorOf(amount: number): number {
  return amount % 1_000_000 || 1
}
