import type { PurseFound } from '#api/contract/reply.ts'
import { AppError } from '#api/errors.ts'
import type { Access } from '#api/reply/purse/access.ts'
import { tryLnd } from '#api/reply/purse/try/try-lnd.ts'
import { tryNwc } from '#api/reply/purse/try/try-nwc.ts'
import { explained, SourceProblem, type SourceProblemCode } from '#api/source/kind/source-problem.ts'
import { explainLndError } from '#api/source/lnd/explain-lnd-error.ts'
import { explainNwcError } from '#api/source/nwc/explain-nwc-error.ts'

const NEW_CONNECTION =
  'The wallet does not take this connection, so it is not kept. Make a new one in the wallet that may pay, with a budget.'
const ASLEEP =
  'The wallet does not answer, so it is not kept. See that it runs and is online, and that this connection is still listed in it; then try again.'
const NO_NODE =
  'The node does not answer, so it is not kept. See that LND runs, that its wallet is unlocked, and that its gRPC can be reached from here; then try again.'

/** What is wrong and what to do; for anything else the problem’s own words. */
const SAYS: Record<Access['kind'], Partial<Record<SourceProblemCode, string>>> = {
  nwc: {
    unreachable:
      'The relay of this connection cannot be reached, so it is not kept. Copy the whole secret once more; if the relay is gone, make a new connection in the wallet.',
    silent: ASLEEP,
    slow: ASLEEP,
    refused: NEW_CONNECTION,
    settings:
      'This connection may not pay, so it is not kept. Make another in the wallet that may, with a budget.',
    stranger:
      'No wallet that Readout understands answers at this connection, so it is not kept. Start the wallet or update it, or make a new connection in it.',
  },
  lnd: {
    unreachable: NO_NODE,
    silent: NO_NODE,
    slow: NO_NODE,
    refused:
      'LND does not accept the macaroon, so it is not kept. Bake one on this very node, by the line below its field.',
  },
}

/**
 * Asks a wallet that is to pay replies, before it is kept, what it is and what it may do. Nothing is paid.
 * @throws AppError unprocessable where it does not answer, or may not pay
 */
export async function tryWallet(access: Access): Promise<PurseFound> {
  try {
    return await askWallet(access)
  } catch (problem) {
    if (!(problem instanceof SourceProblem)) throw problem
    const says = SAYS[access.kind][problem.code]
    throw new AppError(
      'unprocessable',
      says ?? `It does not work yet, so it is not kept. ${problem.message}`,
      { cause: problem },
    )
  }
}

/**
 * Asks the same of one that is kept.
 * @throws SourceProblem where it does not answer, or may not pay
 */
export async function askWallet(access: Access): Promise<PurseFound> {
  try {
    return access.kind === 'lnd' ? await tryLnd(access.lnd) : await tryNwc(access.connection)
  } catch (error) {
    throw explained(error, (one) =>
      access.kind === 'lnd' ? explainLndError(one, access.lnd) : explainNwcError(one),
    )
  }
}
