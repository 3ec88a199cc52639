import type { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { AppError } from '#api/errors.ts'
import {
  boundOf,
  countResults,
  type PostCall,
  type Row,
  recordRows,
  tallyResults,
} from '#api/intake/http/record-rows.ts'
import { parseJson } from '#api/intake/parse-report.ts'
import { type Line, readLines } from '#api/intake/stream/read-lines.ts'
import { recordStream, StreamCut } from '#api/intake/stream/record-stream.ts'

/** A longer row is rejected; metadata alone may be 64 KiB and more. */
const LONGEST_ROW = 1024 * 1024

/** How long a client that goes on sending is given to read why it should not. */
const LEAVE_MS = 2_000

const CUT =
  'The body was cut or cannot be read any further. What has a line here is recorded; send the rest again.'
const STOPPING = 'The service stops. What has a line here is recorded; send the rest again.'
const FAILED =
  'Something went wrong here; the log of the service says what. What has a line here is recorded.'

/**
 * Records a stream of payments, one a line, and answers each with a line as it is committed, and at the end with the counts: where
 * these are missing the stream did not come to its end. Neither is ever held as a whole.
 */
export async function postNdjson({ ctx, req, res, actor, note }: PostCall): Promise<void> {
  const bound = boundOf(actor)
  const body = decoded(req)
  const tally = tallyResults()
  const answer = openAnswer(res)
  try {
    const batches = recordStream(
      numbered(body),
      (lines) => recordRows(ctx, lines.map(rowOf), bound),
      ctx.stopping,
    )
    for await (const results of batches) {
      tally.add(results)
      await note(countResults(results))
      await answer.write(results)
    }
    await answer.end([tally.counts()])
  } catch (error) {
    if (!(error instanceof StreamCut)) ctx.log.error({ err: error }, 'a stream of payments failed')
    const why = ctx.stopping.aborted ? STOPPING : error instanceof StreamCut ? CUT : FAILED
    await answer.end([{ error: why }])
    await leave(req)
  }
}

/** What was still on its way is let in and dropped: a connection that is cut on it takes our last line along. */
async function leave(req: Request): Promise<void> {
  req.resume()
  await Promise.race([once(req, 'close').catch(() => {}), sleep(LEAVE_MS)])
  req.destroy()
}

type RowLine = { index: number; bytes: number; line: Line }

/** The lines of a body with their places in it. They are parsed batch by batch, since bytes take less memory than what they say. */
async function* numbered(body: AsyncIterable<Uint8Array>): AsyncGenerator<RowLine[]> {
  let index = 0
  for await (const lines of readLines(body, LONGEST_ROW))
    yield lines.map((line) => ({ index: index++, bytes: 'bytes' in line ? line.bytes.byteLength : 0, line }))
}

function rowOf({ index, line }: RowLine): Row {
  if ('tooLong' in line) return { index, error: 'This row is longer than 1 MiB.' }
  return { index, ...parseJson(line.bytes) }
}

function decoded(req: Request): AsyncIterable<Buffer> {
  const encoding = (req.headers['content-encoding'] ?? 'identity').toLowerCase()
  if (encoding === 'identity') return req
  if (encoding !== 'gzip')
    throw new AppError('wrong-content-type', 'A stream may be compressed with gzip only.')
  const plain = createGunzip()
  req.on('error', (error) => plain.destroy(error))
  return req.pipe(plain)
}

/** An answer of one JSON value a line. */
type NdjsonAnswer = {
  /** Resolves when there is room for more, or nobody is there any more. */
  write(values: readonly unknown[]): Promise<void>
  end(values: readonly unknown[]): Promise<void>
}

/** Begins an answer in NDJSON; nothing on its way may hold it back or pack it. */
function openAnswer(res: Response): NdjsonAnswer {
  res.status(200).set({
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.on('error', () => {})
  const write = async (values: readonly unknown[]) => {
    if (res.destroyed || values.length === 0) return
    if (res.write(textOf(values))) return
    const gone = new AbortController()
    await Promise.race([
      once(res, 'drain', { signal: gone.signal }),
      once(res, 'close', { signal: gone.signal }),
    ]).catch(() => {})
    gone.abort()
  }
  const end = async (values: readonly unknown[]) => {
    if (res.destroyed) return
    await new Promise<void>((resolve) => {
      res.once('close', resolve)
      res.end(textOf(values), resolve)
    })
  }
  return { write, end }
}

function textOf(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}
