const LF = 10
const QUOTE = 34

/**
 * Makes what ends each CSV record with CR LF, as RFC 4180 has it, and leaves line breaks within quotes as they are. Given one chunk
 * after another.
 */
export function createCrlf(): (chunk: Buffer) => Buffer {
  let inQuotes = false
  return (chunk) => {
    const ends: number[] = []
    let quote = chunk.indexOf(QUOTE)
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, end + 1)) {
      for (; quote !== -1 && quote < end; quote = chunk.indexOf(QUOTE, quote + 1)) inQuotes = !inQuotes
      if (!inQuotes) ends.push(end)
    }
    for (; quote !== -1; quote = chunk.indexOf(QUOTE, quote + 1)) inQuotes = !inQuotes
    return withReturns(chunk, ends)
  }
}

function withReturns(chunk: Buffer, ends: readonly number[]): Buffer {
  const longer = Buffer.allocUnsafe(chunk.length + ends.length)
  let from = 0
  let to = 0
  for (const end of ends) {
    to += chunk.copy(longer, to, from, end)
    longer[to++] = 13
    longer[to++] = LF
    from = end + 1
  }
  chunk.copy(longer, to, from)
  return longer
}
