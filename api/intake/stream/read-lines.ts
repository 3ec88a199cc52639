/** A line of a file or stream: its bytes, or `tooLong` where it was longer than allowed and is skipped. */
export type Line = { bytes: Uint8Array } | { tooLong: true }

/**
 * Splits a stream of bytes into lines without holding more than one line and one chunk.
 * @param maxBytes a longer line is reported and skipped
 * @returns batches of lines, one for each chunk that ended any; blank lines are left out
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Line[]> {
  let rest: Uint8Array[] = []
  let size = 0
  let tooLong = false
  const keep = (bytes: Uint8Array) => {
    size += bytes.byteLength
    if (size > maxBytes) {
      tooLong = true
      rest = []
    } else if (bytes.byteLength > 0) rest.push(bytes)
  }
  const end = (): Line[] => {
    const line: Line = tooLong ? { tooLong: true } : { bytes: Buffer.concat(rest) }
    rest = []
    size = 0
    tooLong = false
    return 'bytes' in line && isBlank(line.bytes) ? [] : [line]
  }
  for await (const chunk of stream) {
    const lines: Line[] = []
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, at))
      lines.push(...end())
      from = at + 1
    }
    keep(chunk.subarray(from))
    if (lines.length > 0) yield lines
  }
  if (size > 0) {
    const last = end()
    if (last.length > 0) yield last
  }
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13)
}
