/** How many batches of one stream are under way: one is read while the database works on the others. */
const IN_FLIGHT = 2
/** Half of what a transaction may hold: a stream gains little from more, and memory is what it costs. */
const BATCH_ROWS = 500
/** A batch of large rows is closed early, so that memory stays what it is. */
const BATCH_BYTES = 2 * 1024 * 1024

/** A stream that did not come to its end; what came before is recorded. */
export class StreamCut extends Error {
  override name = 'StreamCut' as const
}

type Sized = { bytes: number }
/** A batch that was given to `record`, until its result is taken. */
type Running<Result> = { outcome: { result: Result } | { error: unknown } | null }

/**
 * Records a stream of rows in batches of at most 500, two of them under way, without holding more. Rows that come slowly are
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
  const running: Running<Result>[] = []
  const bell = makeBell()
  let waiting: Row[] = []
  const at: { state: 'idle' | 'reading' | 'ended' } = { state: 'idle' }
  let cut: unknown = null

  const read = () => {
    at.state = 'reading'
    source.next().then(
      ({ done, value }) => {
        if (done) at.state = 'ended'
        else if (at.state === 'reading') {
          waiting = waiting.concat(value)
          at.state = 'idle'
        }
        bell.ring()
      },
      (error) => end(error),
    )
  }
  const end = (why: unknown) => {
    if (at.state !== 'ended') cut = why
    at.state = 'ended'
    bell.ring()
  }
  const start = (batch: Row[]) => {
    const job: Running<Result> = { outcome: null }
    running.push(job)
    record(batch)
      .then(
        (result) => (job.outcome = { result }),
        (error) => (job.outcome = { error }),
      )
      .finally(bell.ring)
  }
  const hear = () => end(new Error('It was stopped.'))
  stop.addEventListener('abort', hear, { once: true })
  if (stop.aborted) hear()
  try {
    while (at.state !== 'ended' || waiting.length > 0 || running.length > 0) {
      for (
        let size = sizeOfBatch(waiting);
        size > 0 && running.length < IN_FLIGHT;
        size = sizeOfBatch(waiting)
      ) {
        if (!isFull(waiting) && at.state !== 'ended' && running.length > 0) break
        start(waiting.slice(0, size))
        waiting = waiting.slice(size)
      }
      if (at.state === 'idle' && !isFull(waiting)) read()
      const outcome = running[0]?.outcome
      if (!outcome) await bell.rung()
      else {
        running.shift()
        if ('error' in outcome) throw outcome.error
        yield outcome.result
      }
    }
    if (cut !== null) throw new StreamCut('The stream was cut.', { cause: cut })
  } finally {
    stop.removeEventListener('abort', hear)
    while (running.some(({ outcome }) => !outcome)) await bell.rung()
  }
}

/** Wakes one who waits. Racing promises instead would keep every lot alive, as reactions to the one that never comes. */
function makeBell() {
  let wake: (() => void) | null = null
  let isRung = false
  return {
    ring() {
      isRung = true
      wake?.()
    },
    async rung() {
      if (!isRung)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      isRung = false
      wake = null
    },
  }
}

/** How many of the rows go into the next batch. */
function sizeOfBatch(rows: readonly Sized[]): number {
  let bytes = 0
  for (const [index, row] of rows.entries()) {
    bytes += row.bytes
    if (index === BATCH_ROWS || (index > 0 && bytes > BATCH_BYTES)) return index
  }
  return rows.length
}

function isFull(rows: readonly Sized[]): boolean {
  return rows.length >= BATCH_ROWS || rows.reduce((sum, row) => sum + row.bytes, 0) >= BATCH_BYTES
}
