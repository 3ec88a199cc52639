import type { Context } from '#api/context.ts'
import type { NewPurse } from '#api/contract/reply.ts'
import { AppError } from '#api/errors.ts'
import { whyNotToPay } from '#api/reply/purse/paying-macaroon.ts'
import { type LndSettings, lndSettingsSchema } from '#api/source/lnd/settings.ts'
import { nwcSettingsSchema } from '#api/source/nwc/settings.ts'
import type { PurseTable } from '#db/schema/reply.ts'

/** How the wallet that pays is reached; secret. */
export type Access = { kind: 'nwc'; connection: string } | { kind: 'lnd'; lnd: LndSettings }

type Kept = Pick<PurseTable, 'kind' | 'secret'>
type Secrets = Context['secrets']

const PURPOSE = 'purse'

export function sealAccess(secrets: Secrets, access: Access): Kept {
  const secret = access.kind === 'lnd' ? JSON.stringify(access.lnd) : access.connection
  return { kind: access.kind, secret: secrets.seal(secret, PURPOSE) }
}

export function openAccess(secrets: Secrets, { kind, secret }: Kept): Access {
  const opened = secrets.open(secret, PURPOSE)
  return kind === 'lnd'
    ? { kind, lnd: lndSettingsSchema.parse(JSON.parse(opened)) }
    : { kind, connection: opened }
}

/** @returns null where nothing is given @throws AppError unprocessable, with none of what is secret in its words */
export function readAccess(
  { connection, lnd }: Pick<NewPurse, 'connection' | 'lnd'>,
  now: Date,
): Access | null {
  if (connection !== null && lnd !== null)
    throw new AppError(
      'unprocessable',
      'Replies are paid from one wallet: give a connection secret, or a node.',
    )
  if (connection !== null) return { kind: 'nwc', connection: readConnection(connection) }
  return lnd === null ? null : { kind: 'lnd', lnd: readNode(lnd, now) }
}

function readConnection(text: string): string {
  const read = nwcSettingsSchema.safeParse({ connection: text })
  if (read.success) return read.data.connection
  throw new AppError(
    'unprocessable',
    'Give the whole connection secret, which begins with nostr+walletconnect://. Make one in the wallet that may pay, with a budget.',
  )
}

function readNode(given: NonNullable<NewPurse['lnd']>, now: Date): LndSettings {
  const read = lndSettingsSchema.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new AppError('unprocessable', `This is not ${issue?.message ?? 'a node'}.`)
  }
  const why = whyNotToPay(Buffer.from(read.data.macaroon, 'hex'), now)
  if (why !== null) throw new AppError('unprocessable', why)
  return read.data
}
