import { createHash } from 'node:crypto'

const NEWLINE = 0x0a

/** Counts rows and bytes of a table as they pass, and sums them up. */
export type Tally = {
  add(chunk: Buffer): void
  /** COPY's text format ends each row, and nothing else, with a newline. */
  total(): { rows: number; bytes: number; sha256: string }
}

/** Nothing tallied yet. */
export function createTally(): Tally {
  const sum = createHash('sha256')
  let rows = 0
  let bytes = 0
  return {
    add: (chunk) => {
      sum.update(chunk)
      bytes += chunk.length
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows++
    },
    total: () => ({ rows, bytes, sha256: sum.digest('hex') }),
  }
}

/** Passes chunks on, counted. */
export async function* counted(chunks: AsyncIterable<Buffer>, tally: Tally): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    tally.add(chunk)
    yield chunk
  }
}
