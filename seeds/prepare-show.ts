import type { Kysely } from 'kysely'
import type { DB } from '#db/schema/index.ts'
import { SHARES, SHOW, WALLETS } from '#seeds/wallets.ts'

/** Before the first episode of the demo. */
const BEGINNING = new Date('2022-04-24T12:00:00Z')

/** Makes the demo's show and wallets, with their shares, all marked as demo. @returns the show's id */
export async function prepareShow(db: Kysely<DB>): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('shows')
      .values({
        slug: 'linux-unplugged',
        title: SHOW,
        time_zone: 'America/Los_Angeles',
        currency: 'USD',
        baller_sats: 20_000,
        read_sats: 1_000,
        is_public: true,
        status: 'kept',
        demo: true,
        created_at: BEGINNING,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx.insertInto('show_names').values({ kind: 'title', value: SHOW, show_id: id }).execute()
    const wallets = await trx
      .insertInto('wallets')
      .values(WALLETS.map(({ wallet }) => ({ name: wallet, whose: 'show' as const, demo: true })))
      .returning(['id', 'name'])
      .execute()
    const shares = wallets.flatMap((wallet) => {
      const share = Object.entries(SHARES).find(([name]) => name === wallet.name)?.[1]
      const known = { show_id: id, wallet_id: wallet.id, origin: 'host' as const, since: BEGINNING }
      return share === undefined ? [] : [{ ...known, share: String(share) }]
    })
    await trx.insertInto('shares').values(shares).execute()
    return id
  })
}
