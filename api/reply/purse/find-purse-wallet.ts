import { NWCClient } from '@getalby/sdk/nwc'
import type { Context } from '#api/context.ts'
import type { Access } from '#api/reply/purse/access.ts'
import { openSettings } from '#api/source/connection/settings.ts'
import { lndSettingsSchema } from '#api/source/lnd/settings.ts'
import { nwcSettingsSchema } from '#api/source/nwc/settings.ts'

/**
 * The followed wallet that replies are paid from: a node at the same address, or a wallet by the very same connection. Of two connections
 * to one service it is not known whether they share what they hold, so these are not taken for one.
 * @returns the wallet's id; null where it is not known, or more than one would be it
 */
export async function findPurseWallet(
  { db, secrets, log }: Pick<Context, 'db' | 'secrets' | 'log'>,
  access: Access,
): Promise<number | null> {
  const sources = await db
    .selectFrom('sources')
    .innerJoin('connections', 'connections.source_id', 'sources.id')
    .select(['sources.name', 'sources.wallet_id', 'connections.settings', 'connections.secrets'])
    .where('sources.kind', '=', access.kind)
    .execute()
  const purse = placeOf(access)
  const found = new Set<number>()
  for (const { name, wallet_id, ...stored } of sources) {
    if (wallet_id === null) continue
    try {
      if (placeOf(accessOf(access.kind, openSettings(secrets, name, stored))) === purse) found.add(wallet_id)
    } catch (error) {
      log.warn({ err: error, source: name }, 'it is not known whether replies are paid from this wallet')
    }
  }
  const [only = null] = found
  return found.size === 1 ? only : null
}

function accessOf(kind: Access['kind'], settings: unknown): Access {
  return kind === 'lnd'
    ? { kind, lnd: lndSettingsSchema.parse(settings) }
    : { kind, connection: nwcSettingsSchema.parse(settings).connection }
}

/** What is the same for the same wallet. */
function placeOf(access: Access): string {
  if (access.kind === 'lnd') return access.lnd.address.toLowerCase()
  const { walletPubkey, secret } = NWCClient.parseWalletConnectUrl(access.connection)
  return `${walletPubkey} ${secret}`
}
