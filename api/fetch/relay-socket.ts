import type { ClientOptions } from 'ws'

/**
 * How a connection to a relay of Nostr is opened: whoever runs it may send anything, as fast as the line allows. Of what came
 * together each message has a turn of its own, others between them, and the line waits meanwhile; nothing is unpacked to more than
 * was sent.
 */
export const RELAY_SOCKET = {
  allowSynchronousEvents: false,
  perMessageDeflate: false,
} as const satisfies ClientOptions

/** What a relay may send in a minute. */
export type Allowance = { messages: number; bytes: number }

const MINUTE_MS = 60_000

/**
 * Counts what a relay sends by the minute.
 * @returns whether that is still within what it may
 */
export function countByMinute(allowed: Allowance): (bytes: number) => boolean {
  let since = performance.now()
  const spent = { messages: 0, bytes: 0 }
  return (bytes) => {
    const now = performance.now()
    if (now - since > MINUTE_MS) {
      since = now
      Object.assign(spent, { messages: 0, bytes: 0 })
    }
    spent.messages++
    spent.bytes += bytes
    return spent.messages <= allowed.messages && spent.bytes <= allowed.bytes
  }
}
