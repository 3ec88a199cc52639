import { readInstant } from '#api/intake/read-values.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { NOTHING, type Reading, readEach } from '#api/source/kind/reading.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { listChanged } from '#api/source/wallet-api/list-changed.ts'
import type { Zaprite } from '#api/source/zaprite/connect.ts'
import type { ZapriteRun } from '#api/source/zaprite/cursor.ts'
import { zapriteOrderAsReports } from '#api/source/zaprite/order-as-reports.ts'

/** An order may be seen as paid some time after it was: on chain, above all, and where a card processor tells late. */
const OVERLAP_MS = 3_600_000

type Order = Record<string, unknown>

/** Makes sure that the key is the same organization's as before, and notes from where on payments are looked for. */
export async function knowOrganization(
  zaprite: Zaprite,
  { cursor, settings, record }: ZapriteRun,
): Promise<void> {
  const { orders } = await zaprite.listPaid(1, 'desc')
  const org = orders.map(({ orgId }) => orgId).find((id) => typeof id === 'string') ?? null
  if (org !== null && cursor.org !== null && org !== cursor.org)
    throw new SourceProblem(
      'other-wallet',
      'This key leads to another organization than the one that was followed before.',
      'If this is another one, remove this source and add it as a new one, with a name of its own. If it is a mistake, give a key of the former one.',
    )
  const leavesBitcoin = settings.bitcoin === 'leave'
  const again = cursor.leavesBitcoin && !leavesBitcoin
  if (again || cursor.org === null || cursor.seen === null || leavesBitcoin !== cursor.leavesBitcoin)
    await record(
      NOTHING,
      {
        org: cursor.org ?? org,
        seen: cursor.seen ?? Math.max(0, ...orders.map(paidAt).map(Number)),
        leavesBitcoin,
        ...(again ? { round: cursor.round + 1, pages: 0, isListed: false } : {}),
      },
      false,
    )
}

/** The history first, then whatever was paid since it was begun; from then on what was paid since the last look. */
export async function listOrders(zaprite: Zaprite, run: ZapriteRun): Promise<void> {
  if (!run.cursor.isListed) await listHistory(zaprite, run)
  await listChanged(
    {
      page: async (index) => {
        const { orders, pages } = await zaprite.listPaid(index + 1, 'desc')
        return { items: orders, isLast: orders.length === 0 || index + 1 >= pages }
      },
      changedAt: paidAt,
      keyOf: ({ id, status }) => `${wordOf(id)} ${wordOf(status)}`,
      read: (orders) => read(run, orders),
      recent: zaprite.recent,
      overlapMs: OVERLAP_MS,
    },
    run,
  )
}

/** In order of payment: what is paid meanwhile comes behind the rest, and is itself seen by the look behind it. */
async function listHistory(zaprite: Zaprite, run: ZapriteRun): Promise<void> {
  for (let page = run.cursor.pages + 1; ; page++) {
    const { orders, pages } = await zaprite.listPaid(page, 'asc')
    const isLast = orders.length === 0 || page >= pages
    // The last page may yet be filled.
    await run.record(read(run, orders), isLast ? { isListed: true } : { pages: page }, false)
    await run.reportStatus({ history: isLast ? null : { listed: page, to_list: pages } })
    if (isLast) return
  }
}

function read({ settings }: Pick<ZapriteRun, 'settings'>, orders: readonly Order[]): Reading {
  const reading = readEach(
    orders,
    zapriteOrderAsReports,
    ({ id }) => (typeof id === 'string' ? id : null),
    ({ id }) => `The order ${wordOf(id)}`,
  )
  if (settings.bitcoin === 'count') return reading
  return { ...reading, reports: reading.reports.filter(({ rail }) => rail === 'card' || rail === 'ach') }
}

function paidAt({ paidAt }: Order): number | null {
  return readInstant(paidAt)?.getTime() ?? null
}
