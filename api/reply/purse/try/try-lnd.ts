import { randomBytes } from 'node:crypto'
import { status } from '@grpc/grpc-js'
import type { PurseFound } from '#api/contract/reply.ts'
import { readAmount } from '#api/intake/read-values.ts'
import { connectRouter } from '#api/reply/pay/lnd/router.ts'
import { isTestNetwork, networkNamed } from '#api/source/kind/network.ts'
import { plainWords } from '#api/source/kind/plain-words.ts'
import { connectLnd } from '#api/source/lnd/connect.ts'
import type { LndSettings } from '#api/source/lnd/settings.ts'

const PATIENCE_MS = 10_000

/** @throws ServiceError where the node does not answer, or does not take the macaroon */
export async function tryLnd(settings: LndSettings): Promise<PurseFound> {
  await lookUpNothing(settings)
  const node = connectLnd(settings, { signal: AbortSignal.timeout(PATIENCE_MS), patienceMs: PATIENCE_MS })
  try {
    // More than what a macaroon for paying has to allow.
    const [info, balance] = await Promise.all([
      node.getInfo().catch(() => null),
      node.channelBalance().catch(() => null),
    ])
    const balance_msat = readAmount(balance?.local_balance?.msat)
    return {
      name: plainWords(info?.alias) || null,
      balance_msat,
      lacks: [
        ...(balance_msat === null ? ['balance' as const] : []),
        ...(isTestNetwork(networkNamed(info?.chains[0]?.network)) ? ['real-money' as const] : []),
      ],
    }
  } finally {
    node.close()
  }
}

/** Asks for a payment that nobody made: a node that takes the macaroon says that it knows of none. */
async function lookUpNothing(settings: LndSettings): Promise<void> {
  const router = connectRouter(settings)
  try {
    const asked = router.trackPaymentV2(
      { payment_hash: randomBytes(32) },
      { deadline: Date.now() + PATIENCE_MS },
    )
    await new Promise<void>((resolve, reject) => {
      asked.on('data', resolve)
      asked.on('end', resolve)
      asked.on('error', (error: Error & { code?: number }) =>
        error.code === status.NOT_FOUND ? resolve() : reject(error),
      )
    })
    asked.cancel()
  } finally {
    router.close()
  }
}
