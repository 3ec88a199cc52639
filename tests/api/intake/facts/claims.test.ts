import { describe, expect, it } from 'vitest'
import { openIntake } from '#tests/api/intake/facts/open-intake.ts'
import type { EntryInput } from '#tests/helper/make-entry.ts'

const intake = openIntake()
const { record, boosts } = intake
const showIdOf = async (slug: string) =>
  (await intake.db.selectFrom('shows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

describe('claims', () => {
  const claim = async (
    claimed: number,
    received: number,
    shares: Record<string, number>,
    over: EntryInput = {},
  ) => {
    await record({ source: 'host', amount_msat: 1_000, boostagram: { message: 'first' } })
    const show_id = await showIdOf('linux-unplugged')
    for (const [name, share] of Object.entries(shares)) {
      await intake.db
        .insertInto('wallets')
        .values({ name })
        .onConflict((on) => on.doNothing())
        .execute()
      const { id } = await intake.db
        .selectFrom('wallets')
        .select('id')
        .where('name', '=', name)
        .executeTakeFirstOrThrow()
      await intake.db
        .insertInto('shares')
        .values({ show_id, wallet_id: id, share: String(share), origin: 'host' })
        .execute()
    }
    const [outcome] = await record({
      source: 'host',
      amount_msat: received,
      ...over,
      boostagram: { value_msat_total: claimed, ...(over.boostagram as object) },
    })
    return await intake.db
      .selectFrom('boosts')
      .selectAll()
      .where('id', '=', outcome?.boost_id ?? '')
      .executeTakeFirstOrThrow()
  }

  it.each([
    ['four fifths of its share arrived', 1_000_000, 400_000, { host: 0.5 }, 'confirmed', 1_000_000],
    ['a little less did', 1_000_000, 399_999, { host: 0.5 }, 'doubtful', 399_999],
    [
      'a third of our share was paid',
      900_000,
      300_000,
      { host: 0.33333333, guest: 0.33333333, crew: 0.33333334 },
      'confirmed',
      900_000,
    ],
    ['less than a third was', 1_000_000, 200_000, { host: 0.2, guest: 0.8 }, 'doubtful', 200_000],
    ['no share is known', 1_000_000, 500_000, {}, 'unknown', 500_000],
    ['no share is known and it is a hundredfold', 50_000_000, 500_000, {}, 'doubtful', 500_000],
    ['more arrived than was claimed', 1_000, 500_000, { host: 0.5 }, 'confirmed', 500_000],
  ])('are judged: %s', async (_, claimed, received, shares, verdict, counted) => {
    const boost = await claim(claimed, received, shares as Record<string, number>)
    expect(boost).toMatchObject({ claim: verdict, counted_msat: counted, received_msat: received })
  })

  it('during another’s music are unknown', async () => {
    expect(
      await claim(1_000_000, 400_000, { host: 0.5 }, { boostagram: { remote_feed_guid: 'g' } }),
    ).toMatchObject({ claim: 'unknown' })
  })

  it('are not reopened by later shares', async () => {
    const boost = await claim(1_000_000, 400_000, { host: 0.5 })
    await intake.db.updateTable('shares').set({ share: '0.9' }).execute()
    await record({
      source: 'guest',
      settled_at: boost.sent_at.toISOString(),
      boostagram: { message: boost.message, value_msat_total: 1_000_000 },
    })
    expect((await boosts()).find(({ id }) => id === boost.id)).toMatchObject({
      payment_count: 2,
      claim: 'confirmed',
    })
  })
})
