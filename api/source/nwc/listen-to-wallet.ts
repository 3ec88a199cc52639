import type { NWCClient } from '@getalby/sdk/nwc'
import type { NwcCursor, NwcRun } from '#api/source/nwc/cursor.ts'
import { readTransactions } from '#api/source/nwc/read-transactions.ts'
import { SourceProblem } from '#api/source/source-problem.ts'

/** Wallets tell everything twice, once in each encryption; one is listened to. */
const NOTIFICATION = { nip44_v2: 23197, nip04: 23196 }

/**
 * Records payments that the wallet tells of as they come.
 * @returns `connected` resolves once a relay listens; `lost` rejects when none does any more, or recording failed
 */
export function listenToWallet(
  client: NWCClient,
  run: NwcRun,
  cursor: NwcCursor,
): { connected: Promise<void>; lost: Promise<never> } {
  const connected = Promise.withResolvers<void>()
  const lost = Promise.withResolvers<never>()
  // Whoever waits for it may have ended before.
  lost.promise.catch(() => {})
  const open = new Set<string>()
  const read = async (content: string) => {
    try {
      const told = parse(await client.decrypt(client.walletPubkey, content))
      if (told?.notification_type !== 'payment_received' || run.signal.aborted) return
      const { reports, unread } = readTransactions([told.notification])
      if (reports.length > 0) await run.record(reports, cursor, true)
      for (const reason of unread) await run.reportStatus({ unread: reason })
    } catch (error) {
      lost.reject(error)
    }
  }
  const subscription = client.pool.subscribe(
    client.relayUrls,
    {
      kinds: [client.encryptionType === 'nip04' ? NOTIFICATION.nip04 : NOTIFICATION.nip44_v2],
      authors: [client.walletPubkey],
      '#p': [client.publicKey],
    },
    {
      onevent: ({ content }) => void read(content),
      onconnect: (url) => {
        open.add(url)
        // The subscription is sent first, so that nothing can be told between it and the list.
        setImmediate(connected.resolve)
      },
      ondisconnect: (url) => {
        open.delete(url)
        if (open.size === 0)
          lost.reject(
            new SourceProblem(
              'unreachable',
              'The connection to the relay was lost.',
              'Readout connects again by itself, and asks for what came meanwhile.',
            ),
          )
      },
    },
  )
  run.signal.addEventListener('abort', () => subscription.close(), { once: true })
  return { connected: connected.promise, lost: lost.promise }
}

function parse(text: string): { notification_type?: unknown; notification?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
