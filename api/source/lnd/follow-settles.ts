import type { ClientReadableStream } from '@grpc/grpc-js'
import type { Lnd, LndInvoice } from '#api/source/lnd/connect.ts'
import type { LndCursor, LndRun } from '#api/source/lnd/cursor.ts'
import { explainLndError } from '#api/source/lnd/explain-lnd-error.ts'
import { marksOf } from '#api/source/lnd/marks-of.ts'
import { readInvoices } from '#api/source/lnd/read-invoices.ts'
import { createSettleFloor } from '#api/source/lnd/settle-floor.ts'
import { SourceProblem } from '#api/source/source-problem.ts'

/** How often a quiet stream is looked after. */
const TICK_MS = 10_000
/** With so much waiting the stream is held back. */
const MANY = 5_000
const BATCH = 1_000

/**
 * Follows what is settled, by settle index, late settles of old invoices included: what came meanwhile first. Whatever waits
 * is recorded together.
 * @param from the settle index up to which all is recorded
 */
export async function followSettles(
  lnd: Lnd,
  { record, reportStatus, signal, log }: LndRun,
  cursor: LndCursor,
  from: number,
  tickMs = TICK_MS,
): Promise<void> {
  const floor = createSettleFloor(from)
  // 0 would replay nothing; the very first settle has its own way in, see `lnd.ts`.
  const stream = openStream(lnd.subscribeInvoices(Math.max(from, 1)), signal)
  try {
    let said = from
    await reportStatus({ state: 'connected' })
    while (!signal.aborted) {
      const { invoices, error } = await stream.next(tickMs)
      const { reports, settle_indexes, marks, unread } = readInvoices(invoices)
      floor.note(settle_indexes, Date.now())
      const settle_index = floor.at(Date.now())
      if (reports.length > 0 || settle_index > said) {
        const outcomes = await record(
          reports,
          { ...cursor, ...marksOf(marks), settle_index },
          reports.length > 0,
        )
        said = settle_index
        log.debug({ count: outcomes.length, settle_index }, 'recorded what was settled')
      } else if (invoices.length === 0 && !error) {
        // A stream that is dead without having ended shows here.
        await lnd.listInvoices({ index_offset: 0, num_max_invoices: 1, reversed: true })
        await reportStatus({})
      }
      for (const reason of unread) await reportStatus({ unread: reason })
      if (error) throw error
    }
  } finally {
    stream.end()
  }
}

type Waiting = { invoices: LndInvoice[]; error: SourceProblem | null }

/** A stream as batches of what came since the last one was asked for. */
function openStream(call: ClientReadableStream<LndInvoice>, signal: AbortSignal) {
  const waiting: LndInvoice[] = []
  let error: SourceProblem | null = null
  let came = () => {}
  const fail = (problem: SourceProblem) => {
    error ??= problem
    came()
  }
  const stop = () => {
    call.cancel()
    came()
  }
  call.on('data', (invoice: LndInvoice) => {
    if (invoice.state !== 'SETTLED') return
    waiting.push(invoice)
    if (waiting.length >= MANY) call.pause()
    came()
  })
  call.on('error', (problem: Parameters<typeof explainLndError>[0]) => fail(explainLndError(problem)))
  call.on('end', () =>
    fail(new SourceProblem('unreachable', 'LND ended the connection.', 'Readout connects again by itself.')),
  )
  signal.addEventListener('abort', stop, { once: true })
  return {
    /** Waits for something to come, or for a while. */
    next: async (patienceMs: number): Promise<Waiting> => {
      if (waiting.length === 0 && error === null && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patienceMs)
          came = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      const invoices = waiting.splice(0, BATCH)
      if (waiting.length < MANY / 2) call.resume()
      return { invoices, error: waiting.length === 0 ? error : null }
    },
    end: () => {
      signal.removeEventListener('abort', stop)
      // What still comes of it, its own cancellation among that, is nobody's business any more.
      call.removeAllListeners('data')
      call.cancel()
    },
  }
}
