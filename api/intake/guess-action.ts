/** No action given: a boost where there is a message, where it did not come as sats, or from the show's second mark on. */
export function guessAction(
  { message, amount_msat }: { message: string | null; amount_msat: number | null },
  readSats: number,
): 'boost' | 'stream' {
  if (message || amount_msat === null) return 'boost'
  return amount_msat >= readSats * 1000 ? 'boost' : 'stream'
}
