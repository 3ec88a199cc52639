import type { Context } from '#api/context.ts'
import { orNotFound } from '#api/errors.ts'

/** A wallet that is no demo's. @throws AppError not-found */
export async function findWallet(
  { db }: Pick<Context, 'db'>,
  name: string,
): Promise<{ id: number; name: string }> {
  const row = await db
    .selectFrom('wallets')
    .select(['id', 'name'])
    .where('name', '=', name)
    .where('demo', '=', false)
    .executeTakeFirst()
  return orNotFound(row, `wallet "${name}"`)
}
