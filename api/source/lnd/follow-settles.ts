import type { ClientReadableStream } from '@grpc/grpc-js'
import { createInbox } from '#api/source/kind/inbox.ts'
import type { Told } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { Lnd, LndInvoice } from '#api/source/lnd/connect.ts'
import type { LndRun } from '#api/source/lnd/cursor.ts'
import { marksOf } from '#api/source/lnd/marks-of.ts'
import { readInvoices } from '#api/source/lnd/read-invoices.ts'
import { createSettleFloor } from '#api/source/lnd/settle-floor.ts'

/** How often a quiet stream is looked after. */
const TICK_MS = 10_000
/** With so much waiting the stream is held back. */
const MANY = 5_000
const BATCH = 1_000

/**
 * Follows what is settled, by settle index, late settles of old invoices included: what came meanwhile first. Whatever waits
 * is recorded together. Up to the cursor's settle index all is recorded.
 */
export async function followSettles(
  lnd: Lnd,
  { record, reportStatus, signal, log, cursor }: LndRun,
  { listening }: Pick<Told, 'listening'>,
  tickMs = TICK_MS,
): Promise<void> {
  const from = cursor.settle_index ?? 0
  const floor = createSettleFloor(from)
  // 0 would replay nothing; the very first settle has its own way in, see `lnd.ts`.
  const stream = openStream(lnd.subscribeInvoices(Math.max(from, 1)), signal)
  try {
    let said = from
    listening()
    while (!signal.aborted) {
      const { items, error } = await stream.next(tickMs)
      const { settle_indexes, marks, ...reading } = readInvoices(items)
      floor.note(settle_indexes, Date.now())
      const settle_index = floor.at(Date.now())
      const isNews = reading.reports.length > 0 || reading.unread.length > 0
      if (isNews || settle_index > said) {
        const outcomes = await record(reading, { ...marksOf(marks), settle_index }, isNews)
        said = settle_index
        log.debug({ count: outcomes.length, settle_index }, 'recorded what was settled')
      } else if (items.length === 0 && !error) {
        // A stream that is dead without having ended shows here.
        await lnd.listInvoices({ index_offset: 0, num_max_invoices: 1, reversed: true })
        await reportStatus({})
      }
      if (error) throw error
    }
  } finally {
    stream.end()
  }
}

/** A stream as batches of what came since the last one was asked for. */
function openStream(call: ClientReadableStream<LndInvoice>, signal: AbortSignal) {
  const inbox = createInbox<LndInvoice>(BATCH, signal)
  const stop = () => call.cancel()
  call.on('data', (invoice: LndInvoice) => {
    if (invoice.state !== 'SETTLED') return
    inbox.put(invoice)
    if (inbox.size >= MANY) call.pause()
  })
  call.on('error', inbox.fail)
  call.on('end', () =>
    inbox.fail(
      new SourceProblem('unreachable', 'LND ended the connection.', 'Readout connects again by itself.'),
    ),
  )
  signal.addEventListener('abort', stop, { once: true })
  return {
    next: async (patienceMs: number) => {
      const batch = await inbox.next(patienceMs)
      if (inbox.size < MANY / 2) call.resume()
      return batch
    },
    end: () => {
      signal.removeEventListener('abort', stop)
      // What still comes of it, its own cancellation among that, is nobody's business any more.
      call.removeAllListeners('data')
      call.cancel()
    },
  }
}
