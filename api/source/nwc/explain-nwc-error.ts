import {
  Nip47NetworkError,
  Nip47PublishError,
  Nip47ReplyTimeoutError,
  Nip47TimeoutError,
  Nip47UnsupportedEncryptionError,
  Nip47WalletError,
} from '@getalby/sdk/nwc'
import { plainWords } from '#api/source/kind/plain-words.ts'
import { SourceProblem } from '#api/source/kind/source-problem.ts'
import { UNREADABLE } from '#api/source/nwc/connect.ts'

const NEW_CONNECTION =
  'Make a new connection in the wallet that may read transactions and be notified, and give its secret here.'

/** What a wallet, or the relay between, means with an error; null where it is neither's. */
export function explainNwcError(error: unknown): SourceProblem | null {
  if (!(error instanceof Error)) return null
  const as = (...[code, sentence, step]: [SourceProblem['code'], string, string]) =>
    new SourceProblem(code, sentence, step, { cause: error })
  if (error instanceof Nip47WalletError) return explainWallet(error, as)
  if (error instanceof Nip47NetworkError)
    return as(
      'unreachable',
      'The relay of this connection cannot be reached.',
      'Readout tries again by itself. If the relay is gone, make a new connection in the wallet.',
    )
  if (error instanceof Nip47UnsupportedEncryptionError)
    return as(
      'stranger',
      'The wallet speaks a version of Nostr Wallet Connect that Readout does not.',
      'Update the wallet.',
    )
  if (error instanceof Nip47ReplyTimeoutError)
    return as(
      'silent',
      'The wallet does not answer, though its relay does.',
      'See that the wallet runs and is online, and that this connection is still listed in it.',
    )
  if (error instanceof Nip47TimeoutError || error instanceof Nip47PublishError)
    return as(
      'silent',
      'The relay of this connection does not pass anything on.',
      'Readout tries again by itself. If this stays, make a new connection with another relay.',
    )
  if (/no info event/.test(error.message))
    return as(
      'stranger',
      'The relay knows no such wallet.',
      'Start the wallet once, so that it announces itself. If this stays, make a new connection.',
    )
  if (/validation/.test(error.message))
    return as(
      'stranger',
      'The wallet answers in a way that Readout does not understand.',
      'Update the wallet.',
    )
  return null
}

type As = (code: SourceProblem['code'], sentence: string, step: string) => SourceProblem

function explainWallet({ code, message }: Nip47WalletError, as: As): SourceProblem {
  switch (code) {
    case 'UNAUTHORIZED':
      return as('refused', 'The wallet does not know this connection any more.', NEW_CONNECTION)
    case 'RESTRICTED':
      return as('refused', 'This connection may not read transactions.', NEW_CONNECTION)
    case 'EXPIRED':
      return as('refused', 'This connection has expired.', NEW_CONNECTION)
    case 'NOT_IMPLEMENTED':
      return as(
        'stranger',
        'This wallet cannot list its transactions.',
        'Update it, or follow the node behind it in another way.',
      )
    case 'RATE_LIMITED':
      return as('slow', 'The wallet asks for patience.', 'Readout tries again by itself, less often.')
    case UNREADABLE:
      return as(
        'stranger',
        'What the wallet answers cannot be decrypted.',
        `${NEW_CONNECTION} Update the wallet first.`,
      )
    default:
      return as(
        'failed',
        `The wallet answers with an error of its own${wordsOf(code, message)}.`,
        'Look into the wallet. Readout tries again by itself.',
      )
  }
}

/** A wallet's own words, as they can be shown. */
function wordsOf(code: string, message: string): string {
  const words = [code, message].map(plainWords).filter((word) => word !== '')
  return words.length === 0 ? '' : `: “${words.join(': ').replace(/\.$/, '')}”`
}
