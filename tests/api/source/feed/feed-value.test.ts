import { describe, expect, it } from 'vitest'
import { linkRecipient } from '#api/source/feed/link-recipient.ts'
import { readFeedState } from '#api/source/feed/read-feed-state.ts'
import { GUEST, HOST, shareFeedHost } from '#tests/api/source/feed/feed-host.ts'
import { makeFeed, makeValue } from '#tests/helper/make-feed.ts'

const host = shareFeedHost()

describe('a show’s feed', () => {
  it('gives shares to linked wallets, with their history, and judges open claims', async () => {
    host.feed = makeFeed({
      recipients: [HOST, GUEST, { name: 'App', address: '04cc', split: 10, fee: true }],
    })
    const honest = await host.boost('a', {}, { amount: 5_400 })
    const liar = await host.boost('b', {}, { amount: 100 })
    await host.follow()
    await host.round()
    expect((await host.boostOf(honest)).claim).toBe('unknown')
    await linkRecipient(host.ctx, 'test-show', {
      address: '02AA',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    expect(await host.boostOf(honest)).toMatchObject({ claim: 'confirmed', counted_msat: 10_000 })
    expect(await host.boostOf(liar)).toMatchObject({ claim: 'doubtful', counted_msat: 100 })

    host.clock += 2 * 3_600_000
    const changed = host.clock
    host.feed = makeFeed({
      recipients: [
        { ...HOST, split: 10 },
        { ...GUEST, split: 90 },
      ],
    })
    host.answer = (_, res) => res.end(host.feed)
    await host.round()
    const shares = await host.ctx.db.selectFrom('shares').selectAll().orderBy('until').execute()
    expect(shares.map(({ share, origin, until }) => [share, origin, Number(until)])).toEqual([
      ['0.54000000', 'feed', changed],
      ['0.10000000', 'feed', Number.POSITIVE_INFINITY],
    ])
    const later = await host.boost('c', {}, { amount: 1_000, at: new Date(changed + 1000).toISOString() })
    expect((await host.boostOf(later)).claim).toBe('confirmed')
    expect((await host.boostOf(honest)).claim).toBe('confirmed')
  })

  it('leaves the shares that a host confirmed', async () => {
    host.feed = makeFeed({ recipients: [HOST, GUEST] })
    await host.boost('a', {})
    await host.follow()
    const { id: show_id } = await host.show()
    const { id: wallet_id } = await host.ctx.db.selectFrom('wallets').select('id').executeTakeFirstOrThrow()
    await host.ctx.db
      .insertInto('shares')
      .values({ show_id, wallet_id, share: '0.33', origin: 'host' })
      .execute()
    await host.round()
    await linkRecipient(host.ctx, 'test-show', {
      address: '02aa',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    const shares = await host.ctx.db.selectFrom('shares').select(['share', 'origin']).execute()
    expect(shares).toEqual([{ share: '0.33000000', origin: 'host' }])
  })

  it('proposes the wallet of a recipient by who was paid under that name', async () => {
    host.feed = makeFeed({ recipients: [HOST, GUEST] })
    for (const ref of ['a', 'b', 'c']) await host.boost(ref, { name: 'Host' })
    await host.boost('d', { name: 'Guest' }, { wallet: 'other' })
    await host.follow()
    await host.round()
    const { recipients } = await readFeedState(host.ctx.db, 'test-show')
    expect(
      recipients.map(({ name, share, wallet, proposed_wallet }) => [name, share, wallet, proposed_wallet]),
    ).toEqual([
      ['Host', 0.6, null, 'wallet'],
      ['Guest', 0.4, null, 'other'],
    ])
  })

  it('keeps time splits and an episode’s own value block', async () => {
    await host.boost('a', {})
    const split =
      '<podcast:valueTimeSplit startTime="60.4" duration="237" remotePercentage="95"><podcast:remoteItem itemGuid="i" feedGuid="f"/></podcast:valueTimeSplit>'
    host.feed = makeFeed({
      recipients: [HOST],
      items: [{ guid: 'ep-1', title: 'Music', value: makeValue([HOST, GUEST], split) }],
    })
    await host.follow()
    await host.round()
    expect(await host.ctx.db.selectFrom('value_time_splits').selectAll().execute()).toMatchObject([
      { start_s: 60, duration_s: 237, remote_share: '0.95000000', feed_guid: 'f', item_guid: 'i' },
    ])
    expect(
      await host.ctx.db
        .selectFrom('value_recipients')
        .select('share')
        .where('episode_id', 'is not', null)
        .execute(),
    ).toHaveLength(2)
  })

  it('says what is left for the show while another’s music plays, and what an episode pays by itself', async () => {
    const split =
      '<podcast:valueTimeSplit startTime="60" duration="100" remotePercentage="95"><podcast:remoteItem itemGuid="i" feedGuid="f"/></podcast:valueTimeSplit>'
    const both = [
      { ...HOST, split: 50 },
      { ...GUEST, split: 50 },
    ]
    host.feed = makeFeed({
      recipients: [{ ...HOST, split: 100 }],
      items: [
        { guid: 'ep-1', title: 'Music', value: makeValue([{ ...HOST, split: 100 }], split) },
        { guid: 'ep-2', title: 'With a guest', value: makeValue(both) },
      ],
    })
    const music = { episode_guid: 'ep-1', remote_feed_guid: 'f', remote_item_guid: 'i' }
    const during = await host.boost('a', { ...music, ts: 100 }, { amount: 500 })
    const liar = await host.boost('b', { ...music, ts: 100 }, { amount: 200 })
    const elsewhere = await host.boost('c', { ...music, ts: 300 }, { amount: 500 })
    const guest = await host.boost('d', { episode_guid: 'ep-2' }, { amount: 5_000 })
    await host.follow()
    await host.round()
    await linkRecipient(host.ctx, 'test-show', {
      address: '02aa',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    const claims = []
    for (const id of [during, liar, elsewhere, guest]) claims.push((await host.boostOf(id)).claim)
    expect(claims).toEqual(['confirmed', 'doubtful', 'unknown', 'confirmed'])
  })

  it('judges by each share that could hold at that second, since not every app knows of time splits', async () => {
    const splits =
      '<podcast:valueTimeSplit startTime="60" duration="200" remotePercentage="90"><podcast:remoteItem itemGuid="i" feedGuid="f"/></podcast:valueTimeSplit>' +
      `<podcast:valueTimeSplit startTime="400" duration="60"><podcast:valueRecipient name="Host" type="node" address="02AA" split="25" customKey="696969" customValue="abc"/><podcast:valueRecipient name="Caller" type="node" address="03cc" split="75"/></podcast:valueTimeSplit>`
    host.feed = makeFeed({ items: [{ guid: 'ep-1', title: 'Music', value: makeValue([HOST], splits) }] })
    const sent = { episode_guid: 'ep-1', value_msat_total: 1_000_000 }
    const cases = [
      // What is left while the music plays, and the whole by an app that knows nothing of it.
      [{ ts: 101 }, 100_000, 'confirmed'],
      [{ ts: 102 }, 1_000_000, 'confirmed'],
      [{ ts: 103 }, 70_000, 'doubtful'],
      [{ ts: 260 }, 100_000, 'doubtful'],
      [{}, 100_000, 'doubtful'],
      // The host's part of a boost of the song: what its claim names is the host's alone.
      [{ ts: 104, remote_feed_guid: 'f', remote_item_guid: 'i' }, 900_000, 'confirmed'],
      // The split's own recipients.
      [{ ts: 410 }, 250_000, 'confirmed'],
      [{ ts: 411 }, 100_000, 'doubtful'],
    ] as const
    const ids: string[] = []
    for (const [index, [words, amount]] of cases.entries())
      ids.push(await host.boost(`r${index}`, { ...sent, ...words }, { amount }))
    await host.follow()
    await host.round()
    await linkRecipient(host.ctx, 'test-show', {
      address: '02aa',
      custom_key: '696969',
      custom_value: 'abc',
      wallet: 'wallet',
    })
    expect(await Promise.all(ids.map(async (id) => (await host.boostOf(id)).claim))).toEqual(
      cases.map(([, , claim]) => claim),
    )
    // What comes later is judged alike, and the feed's next word does not reopen it.
    const late = await host.boost('late', { ...sent, ts: 105 }, { amount: 100_000 })
    host.feed = makeFeed({ items: [{ guid: 'ep-1', title: 'Music', value: makeValue([HOST]) }] })
    await host.again()
    expect([await host.boostOf(late), await host.boostOf(ids[0] ?? '')]).toMatchObject([
      { claim: 'confirmed', counted_msat: 1_000_000 },
      { claim: 'confirmed', counted_msat: 1_000_000 },
    ])
  })
})
