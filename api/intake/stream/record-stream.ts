import { BATCH } from '#api/intake/record-reports.ts'

/** How many batches of one stream are under way: one is read while the database works on the others. */
const IN_FLIGHT = 2
/** A batch of large rows is closed early, so that memory stays what it is. */
const BATCH_BYTES = 4 * 1024 * 1024

/** A stream that did not come to its end; what came before is recorded. */
export class StreamCut extends Error {
  override name = 'StreamCut' as const
}

type Sized = { bytes: number }
type Event<Row, Result> = { read: IteratorResult<Row[]> } | { done: Result } | { cut: unknown }

/**
 * Records a stream of rows in batches of at most 1,000, two of them under way, without holding more. Rows that come slowly are
 * not kept waiting for more of them. The stream is read no faster than results are taken.
 * @param rows in small lots as they come
 * @param record records one batch
 * @param stop ends the reading; what was read is recorded still
 * @returns what `record` gives for each batch, in order, once committed
 * @throws StreamCut after the last result where the rows did not come to their end; what `record` throws
 */
export async function* recordStream<Row extends Sized, Result>(
  rows: AsyncIterable<Row[]>,
  record: (batch: Row[]) => Promise<Result>,
  stop: AbortSignal,
): AsyncGenerator<Result> {
  const source = rows[Symbol.asyncIterator]()
  const stopped = whenAborted(stop)
  const running: Promise<Event<Row, Result>>[] = []
  let waiting: Row[] = []
  let cut: unknown = null
  let reading: Promise<Event<Row, Result>> | null = read(source)
  try {
    while (reading || waiting.length > 0 || running.length > 0) {
      let full = sizeOfBatch(waiting)
      while (full > 0 && running.length < IN_FLIGHT) {
        if (full === waiting.length && !isFull(waiting) && reading && running.length > 0) break
        running.push(settle(record(waiting.slice(0, full))))
        waiting = waiting.slice(full)
        full = sizeOfBatch(waiting)
      }
      const next: Promise<Event<Row, Result>>[] = running.slice(0, 1)
      if (reading && !isFull(waiting)) next.push(reading, stopped.promise)
      const event: Event<Row, Result> = await Promise.race(next)
      if ('done' in event) {
        running.shift()
        yield event.done
      } else if ('cut' in event) {
        if (event.cut instanceof RecordFailed) throw event.cut.cause
        cut = event.cut
        reading = null
      } else if (event.read.done) reading = null
      else {
        waiting.push(...event.read.value)
        reading = read(source)
      }
    }
    if (cut) throw new StreamCut('The stream was cut.', { cause: cut })
  } finally {
    stopped.forget()
    await Promise.allSettled(running)
  }
}

/** What `record` threw, to be told apart from what the stream threw. */
class RecordFailed extends Error {}

function read<Row>(
  source: AsyncIterator<Row[]>,
): Promise<{ read: IteratorResult<Row[]> } | { cut: unknown }> {
  return source.next().then(
    (result) => ({ read: result }),
    (error) => ({ cut: error }),
  )
}

/** Never rejects, since several are under way and only one is awaited. */
function settle<Result>(work: Promise<Result>): Promise<{ done: Result } | { cut: unknown }> {
  return work.then(
    (done) => ({ done }),
    (cause) => ({ cut: new RecordFailed('A batch could not be recorded.', { cause }) }),
  )
}

/** How many of the rows go into the next batch. */
function sizeOfBatch(rows: readonly Sized[]): number {
  let bytes = 0
  for (const [index, row] of rows.entries()) {
    bytes += row.bytes
    if (index === BATCH || (index > 0 && bytes > BATCH_BYTES)) return index
  }
  return rows.length
}

function isFull(rows: readonly Sized[]): boolean {
  return rows.length >= BATCH || rows.reduce((sum, row) => sum + row.bytes, 0) >= BATCH_BYTES
}

function whenAborted(signal: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<{ cut: unknown }>()
  const hear = () => resolve({ cut: new Error('It was stopped.') })
  if (signal.aborted) hear()
  signal.addEventListener('abort', hear, { once: true })
  return { promise, forget: () => signal.removeEventListener('abort', hear) }
}
