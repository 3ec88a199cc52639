import { readInstant } from '#api/intake/read-values.ts'
import { NOTHING, type Reading, readEach } from '#api/source/kind/reading.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { Lnbits } from '#api/source/lnbits/connect.ts'
import type { LnbitsRun } from '#api/source/lnbits/cursor.ts'
import { lnbitsPaymentAsReports } from '#api/source/lnbits/payment-as-reports.ts'
import { listChanged } from '#api/source/wallet-api/list-changed.ts'

const PAGE = 250
/** Few, for most looks find one payment or none. */
const LOOK = 50
/** How far back a look reaches: LNbits notes a time before it writes the payment. */
const OVERLAP_MS = 60_000

/** Makes sure that the key is the same wallet's as before, and notes from where on changes are looked for. */
export async function knowWallet(wallet: Lnbits, { cursor, record }: LnbitsRun): Promise<void> {
  const { payments } = await wallet.listPayments({
    sortby: 'updated_at',
    direction: 'desc',
    offset: 0,
    limit: 1,
  })
  const id = typeof payments[0]?.wallet_id === 'string' ? payments[0].wallet_id : null
  if (id !== null && cursor.wallet !== null && id !== cursor.wallet)
    throw new SourceProblem(
      'other-wallet',
      'This key leads to another wallet than the one that was followed before.',
      'If this is another wallet, remove this source and add the wallet as a new one, with a name of its own. If it is a mistake, give the key of the former one.',
    )
  const seen = cursor.seen ?? changedAt(payments[0] ?? {})
  if (cursor.wallet === null || cursor.seen === null)
    await record(NOTHING, { wallet: cursor.wallet ?? id, seen }, false)
}

/** The history first, then whatever changed since it was begun; from then on what changed since the last look. */
export async function listWhatIsNew(wallet: Lnbits, run: LnbitsRun): Promise<void> {
  if (!run.cursor.isListed) await listHistory(wallet, run)
  await lookForChanges(wallet, run)
}

/** Oldest first: what is settled meanwhile moves later ones on, so none is passed by, and is itself seen by the look behind it. */
async function listHistory(wallet: Lnbits, run: LnbitsRun): Promise<void> {
  for (;;) {
    const { payments, total } = await wallet.listPayments({
      sortby: 'created_at',
      direction: 'asc',
      offset: run.cursor.listed,
      limit: PAGE,
    })
    if (payments.length === 0) break
    const listed = run.cursor.listed + payments.length
    await run.record(await read(run, payments), { listed }, false)
    await run.reportStatus({ history: { listed, to_list: Math.max(total, listed) } })
  }
  await run.record(NOTHING, { isListed: true }, false)
  await run.reportStatus({ history: null })
}

/** What changed since the last look, the last changed first, until what is known. */
async function lookForChanges({ listPayments, recent }: Lnbits, run: LnbitsRun): Promise<void> {
  await listChanged(
    {
      page: async (index) => {
        const offset = index * LOOK
        const page = { sortby: 'updated_at', direction: 'desc', offset, limit: LOOK } as const
        const { payments, total } = await listPayments(page)
        return { items: payments, isLast: payments.length === 0 || offset + payments.length >= total }
      },
      changedAt,
      keyOf,
      read: (payments) => read(run, payments),
      recent,
      overlapMs: OVERLAP_MS,
    },
    run,
  )
}

/** Reads payments; one that is known keeps the time that it was first reported with, for what changes later is no settlement. */
async function read(
  { firstTimes }: LnbitsRun,
  payments: readonly Record<string, unknown>[],
): Promise<Reading> {
  const reading = readEach(payments, lnbitsPaymentAsReports, hashOf, () => 'A payment')
  const first = await firstTimes(reading.reports.map(({ ref }) => ref))
  return {
    ...reading,
    reports: reading.reports.map((report) => ({
      ...report,
      settled_at: first.get(report.ref) ?? report.settled_at,
    })),
  }
}

function changedAt({ updated_at }: Record<string, unknown>): number {
  return readInstant(updated_at)?.getTime() ?? 0
}

function hashOf({ payment_hash }: Record<string, unknown>): string | null {
  return typeof payment_hash === 'string' && payment_hash !== '' ? payment_hash.toLowerCase() : null
}

/** One sent from this wallet to itself is there twice under its hash. */
function keyOf(payment: Record<string, unknown>): string {
  return `${hashOf(payment)} ${Number(payment.amount) > 0}`
}
