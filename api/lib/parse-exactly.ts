/** A number that may be larger than JavaScript holds exactly: of 16 digits, or with an exponent. Text within strings may look so too. */
const PERHAPS_LARGE = /(^|[:,[\s])-?\d(\d{15}|[\d.]*e)/i
const NUMBER = /-?\d[\d.e+-]*/gi

/**
 * `JSON.parse` for what others wrote, in which a number beyond 2^53 - 1 is its text, as it was written: read as a number, neighbours
 * among ids of 64 bits would be one and the same. Smaller ones stay numbers.
 * @throws SyntaxError where it is no JSON
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text)
  const exact = quoteLarge(text)
  return exact === text ? value : JSON.parse(exact)
}

/** Whether something is a number of which not all digits may be there. */
export function isRounded(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER
}

/**
 * Puts the numbers of JSON that are beyond 2^53 - 1 between quotes, for what reads it as it does. A reviver is given their text too,
 * but what is nested too deeply for it would cost all else.
 */
export function quoteLarge(json: string): string {
  if (!PERHAPS_LARGE.test(json)) return json
  let inString = false
  const pieces = json.split('"').map((piece) => {
    if (inString) {
      inString = endsInEscape(piece)
      return piece
    }
    inString = true
    return piece.replace(NUMBER, (digits) => (isRounded(Number(digits)) ? `"${digits}"` : digits))
  })
  return pieces.join('"')
}

/** Whether the quote behind it belongs to the string: an odd number of backslashes stands before. */
function endsInEscape(piece: string): boolean {
  let end = piece.length
  while (piece[end - 1] === '\\') end--
  return (piece.length - end) % 2 === 1
}
