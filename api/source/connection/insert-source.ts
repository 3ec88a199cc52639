import type { Transaction } from 'kysely'
import { AppError } from '#api/errors.ts'
import type { DB } from '#db/schema/index.ts'
import type { Exactness } from '#db/schema/wallet.ts'

export type SourceToInsert = {
  name: string
  kind: string
  exactness: Exactness
  /** Null where it reports on none. */
  walletName: string | null
  /** Null leaves a known wallet as it is; a new one is shared. */
  whose: 'show' | 'shared' | null
}

/**
 * A source and its wallet, each where it is new; one that was removed is taken up again under its name. It is locked.
 * @throws AppError conflict where the name is another kind's, or has reported on another wallet
 */
export async function insertSource(
  trx: Transaction<DB>,
  { name, kind, exactness, walletName, whose }: SourceToInsert,
): Promise<{ id: number }> {
  const wallet_id = walletName === null ? null : await makeWallet(trx, walletName, whose)
  await trx
    .insertInto('sources')
    .values({ name, kind, exactness, wallet_id })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const source = await trx
    .selectFrom('sources')
    .select(['id', 'kind', 'wallet_id'])
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (source.kind !== kind) throw nameTaken(name)
  if (source.wallet_id !== wallet_id)
    throw new AppError(
      'conflict',
      `The source "${name}" has reported on another wallet. Choose another name.`,
    )
  return { id: source.id }
}

/** A source of this name is in use. */
export function nameTaken(name: string): AppError {
  return new AppError('conflict', `There is a source "${name}" already. Choose another name.`)
}

async function makeWallet(
  trx: Transaction<DB>,
  name: string,
  whose: SourceToInsert['whose'],
): Promise<number> {
  await trx
    .insertInto('wallets')
    .values({ name, ...(whose ? { whose } : {}) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const { id } = await trx
    .selectFrom('wallets')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}
