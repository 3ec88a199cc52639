import type { Btcpay } from '#api/source/btcpay/connect.ts'
import type { BtcpayRun } from '#api/source/btcpay/cursor.ts'
import { NOTHING } from '#api/source/kind/reading.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'

/** By these a key may make webhooks: by itself, with a store's settings, or as whoever may do everything. */
const MAKES =
  /^(btcpay\.store\.webhooks\.canmodifywebhooks|btcpay\.store\.canmodifystoresettings|unrestricted)(:(.+))?$/

/** Whether a key may make webhooks of a store. */
export function mayMakeWebhooks(permissions: readonly string[] | null, store: string): boolean {
  return (permissions ?? []).some((permission) => {
    const [, , , of = store] = MAKES.exec(permission) ?? [null, null, null, '']
    return of === store
  })
}

/**
 * Makes the store's webhook where the key may and Readout has an address of its own, once: one that is there under this address
 * and was not made under the present secret is made anew. Without one, the list is looked at by the clock.
 */
export async function makeWebhook(store: Btcpay, run: BtcpayRun): Promise<void> {
  const { cursor, settings, webhook, record, log } = run
  if (webhook.address === null) return
  try {
    if (!mayMakeWebhooks(await store.permissions(), settings.store)) return
    const own = (await store.listWebhooks()).filter(({ url }) => url === webhook.address)
    if (own.some(({ id, enabled }) => id === cursor.webhook && enabled !== false)) return
    for (const { id } of own) await store.removeWebhook(String(id))
    const id = await store.createWebhook(webhook.address, webhook.secret)
    await record(NOTHING, { webhook: id }, false)
  } catch (error) {
    if (!(error instanceof SourceProblem) || error.code === 'unreachable') throw error
    log.warn({ err: error }, 'the webhook of a shop could not be made; its list is looked at')
  }
}
