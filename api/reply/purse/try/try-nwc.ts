import { Nip47ResponseValidationError, Nip47WalletError } from '@getalby/sdk/nwc'
import type { PurseFound } from '#api/contract/reply.ts'
import { readAmount } from '#api/intake/read-values.ts'
import { isTestNetwork, networkNamed } from '#api/source/kind/network.ts'
import { plainWords } from '#api/source/kind/plain-words.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { connectNwc } from '#api/source/nwc/connect.ts'

/** With which a wallet says that it does not tell this, though it knows the connection. */
const KEEPS_TO_ITSELF = ['RESTRICTED', 'NOT_IMPLEMENTED', 'OTHER', 'INTERNAL']

/** @throws SourceProblem where the connection may not pay, Nip47Error where the wallet does not answer */
export async function tryNwc(connection: string): Promise<PurseFound> {
  const { client, close } = connectNwc({ connection })
  try {
    // What is announced lies at the relay; only an answer says that the wallet is there.
    const { capabilities } = await client.getWalletServiceInfo()
    const info = await told(client.getInfo())
    const methods: readonly string[] = info?.methods ?? capabilities
    const may = (method: string) => methods.includes(method)
    if (!may('pay_invoice') && !may('pay_keysend'))
      throw new SourceProblem(
        'settings',
        'This connection may not pay.',
        'Make another in the wallet that may, with a budget.',
      )
    const [balance, budget] = await Promise.all([
      may('get_balance') ? client.getBalance().catch(() => null) : null,
      may('get_budget') ? client.getBudget().catch(() => null) : null,
    ])
    const balance_msat = readAmount(balance?.balance)
    return {
      name: plainWords(info?.alias) || null,
      balance_msat,
      lacks: [
        ...(may('pay_invoice') ? [] : ['invoices' as const]),
        ...(may('pay_keysend') ? [] : ['keysend' as const]),
        ...(may('lookup_invoice') ? [] : ['look-up' as const]),
        ...(balance_msat === null ? ['balance' as const] : []),
        ...(budget && !('total_budget' in budget) ? ['budget' as const] : []),
        ...(isTestNetwork(networkNamed(info?.network)) ? ['real-money' as const] : []),
      ],
    }
  } finally {
    close()
  }
}

/** An answer, or null where the wallet says that it gives none. @throws Nip47Error */
async function told<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked
  } catch (error) {
    const keepsIt = error instanceof Nip47WalletError && KEEPS_TO_ITSELF.includes(error.code)
    if (keepsIt || error instanceof Nip47ResponseValidationError) return null
    throw error
  }
}
