import type { Told } from '#api/source/kind/source-kind.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import type { NwcWallet } from '#api/source/nwc/connect.ts'
import type { NwcRun } from '#api/source/nwc/cursor.ts'
import { datedReading } from '#api/source/nwc/date-transactions.ts'

/** Wallets tell everything twice, once in each encryption; one is listened to. */
const NOTIFICATION = { nip44_v2: 23197, nip04: 23196 }

/** Records payments that the wallet tells of as they come, until no relay listens any more, or recording failed. */
export async function listenToWallet(
  wallet: NwcWallet,
  run: NwcRun,
  { listening }: Pick<Told, 'listening'>,
): Promise<void> {
  const { client } = wallet
  const lost = Promise.withResolvers<never>()
  const open = new Set<string>()
  const read = async (content: string) => {
    try {
      const told = parse(await client.decrypt(client.walletPubkey, content))
      if (told?.notification_type !== 'payment_received' || run.signal.aborted) return
      const { reading, moved } = await datedReading(wallet, run, [told.notification], false)
      await run.record(reading, moved, true)
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
        setImmediate(listening)
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
  await lost.promise
}

function parse(text: string): { notification_type?: unknown; notification?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
