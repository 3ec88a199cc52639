import { Nip47ReplyTimeoutError, Nip47WalletError, type NWCClient } from '@getalby/sdk/nwc'
import type { NwcWallet } from '#api/source/nwc/connect.ts'

type Request = Parameters<NWCClient['listTransactions']>[0]
export type NwcPage = { transactions: unknown[]; total: number }

/**
 * Asks for transactions, for fewer where no answer comes: what is too large for NIP-44 or for the relay is lost on the way, and
 * nobody says so.
 * @returns null where not even one alone is answered, though the wallet answers
 * @throws Nip47Error, a timeout where the wallet does not answer at all
 */
export async function askForPage(
  { client, page }: Pick<NwcWallet, 'client' | 'page'>,
  request: Request,
  signal: AbortSignal,
): Promise<NwcPage | null> {
  for (;;) {
    signal.throwIfAborted()
    const limit = page.size
    try {
      const answer = await listIncoming(client, { ...request, limit })
      page.answered()
      return answer
    } catch (error) {
      if (!(error instanceof Nip47ReplyTimeoutError)) throw error
      signal.throwIfAborted()
      await askForNothing(client)
      page.late()
      if (limit === 1) return null
    }
  }
}

/** Asks for a time in which nothing was paid: whether the wallet answers, and may list, however large its transactions are. */
export async function askForNothing(client: NWCClient): Promise<void> {
  await listIncoming(client, { from: 1, until: 2, limit: 1 })
}

export async function listIncoming(client: NWCClient, request: Request): Promise<NwcPage> {
  const { transactions, total_count } = await client.listTransactions({ ...request, type: 'incoming' })
  return { transactions: Array.isArray(transactions) ? transactions : [], total: Number(total_count) || 0 }
}

/** Further than any list is long: the answer holds none, however large they are. */
const BEYOND = 1_000_000_000

/** How many were settled in a time that has passed; 0 too where the wallet does not count, or does not say. */
export async function countIncoming(
  client: NWCClient,
  { from, until }: { from: number; until: number },
): Promise<number> {
  try {
    return (await listIncoming(client, { from, until, limit: 1, offset: BEYOND })).total
  } catch (error) {
    if (error instanceof Nip47ReplyTimeoutError || error instanceof Nip47WalletError) return 0
    throw error
  }
}
