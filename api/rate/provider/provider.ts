/** A price that a provider gives: of one bitcoin, a decimal as it came, and the span that it stands for. */
export type Quote = { at: Date; seconds: 3600 | 86_400; price: string }

/** Who knows what a bitcoin was worth. Without a key. */
export type Provider = {
  name: string
  /** Whether it has this currency at all. */
  has(currency: string): boolean
  /**
   * The prices of the hours (or days, where it has no hours) from one time to another.
   * @throws where it does not answer as documented
   */
  quotes(
    currency: string,
    hours: { from: Date; until: Date; wanted: readonly Date[] },
    signal: AbortSignal,
  ): Promise<Quote[]>
}

const TIMEOUT_MS = 10_000
const HOUR_MS = 3600 * 1000

/**
 * Asks a provider for JSON.
 * @throws with the status, or where the answer is no JSON, or too slow
 */
export async function askJson(url: URL, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { Accept: 'application/json', 'User-Agent': 'Readout (podcast bookkeeping)' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    redirect: 'error',
  })
  if (!answer.ok) throw new Error(`${url.host} answers ${answer.status}`)
  return answer.json()
}

/** A price as a decimal; throws where it is none or not positive. */
export function decimalOf(value: unknown): string {
  const text = typeof value === 'number' ? value.toFixed(8) : String(value)
  if (!/^\d{1,12}(\.\d+)?$/.test(text) || Number(text) <= 0) throw new Error(`${text} is no price`)
  return text
}

/** The start of the hour that holds a time. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)
}
