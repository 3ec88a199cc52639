import { describe, expect, it } from 'vitest'
import { openIntake } from '#tests/api/intake/facts/open-intake.ts'
import { type EntryInput, emptyIntake } from '#tests/helper/make-entry.ts'

const intake = openIntake()
const { record, onlyBoost, onlyPayment } = intake

const HOST = '5f0a6c6e-0000-5000-8000-000000000001'
const ARTIST = '5f0a6c6e-0000-5000-8000-000000000002'
const EPISODE = 'https://tide.example/12'
const SONG = 'song-3'

/** A kept show with all that its feed says, whose wallet has half. */
async function keep(title: string, guid: string | null, wallet = 'wallet'): Promise<number> {
  const { id } = await intake.db
    .insertInto('shows')
    .values({ slug: title.toLowerCase().replaceAll(' ', '-'), title, status: 'kept' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const names = [
    { kind: 'title' as const, value: title },
    ...(guid ? [{ kind: 'guid' as const, value: guid }] : []),
  ]
  await intake.db
    .insertInto('show_names')
    .values(names.map((name) => ({ ...name, show_id: id })))
    .execute()
  const { id: wallet_id } = await intake.db
    .insertInto('wallets')
    .values({ name: wallet })
    .returning('id')
    .executeTakeFirstOrThrow()
  await intake.db
    .insertInto('shares')
    .values({ show_id: id, wallet_id, share: '0.5', origin: 'host' })
    .execute()
  return id
}

const common = {
  action: 'boost',
  app_name: 'Tide',
  sender_name: 'juno',
  value_msat_total: 100_000,
  message: 'Hi',
}
const keysend = (over: object = {}, wallet = 'wallet'): EntryInput => ({
  source: wallet,
  wallet,
  amount_msat: 50_000,
  boostagram: { ...common, podcast: 'Harbour Tides', episode: 'Ep 12', episode_guid: EPISODE, ...over },
})
const address = (over: object = {}, wallet = 'wallet'): EntryInput => ({
  source: wallet,
  wallet,
  rail: 'lnaddress',
  amount_msat: 50_000,
  boostagram: {
    ...common,
    podcast: undefined,
    episode: undefined,
    feed_title: 'Harbour Tides',
    item_title: 'Ep 12',
    item_guid: EPISODE,
    ...over,
  },
})
const shows = () => intake.db.selectFrom('shows').select(['slug', 'status']).orderBy('id').execute()
const titleOf = async (id: string | null) =>
  id === null
    ? null
    : (await intake.db.selectFrom('episodes').select('title').where('id', '=', id).executeTakeFirstOrThrow())
        .title

describe('remote ids that name the boosted show and episode themselves', () => {
  const itself = { remote_feed_guid: HOST.toUpperCase(), remote_item_guid: EPISODE }

  it.each<[string, EntryInput, string | null]>([
    ['beside the show’s guid', keysend({ guid: HOST, ...itself }), HOST],
    ['where metadata has no guid', keysend(itself), HOST],
    ['where the show’s guid is not known', keysend(itself), null],
    ['over a Lightning address', address({ feed_guid: HOST, ...itself }), HOST],
    [
      'over a Lightning address, where the show’s guid is not known',
      address({ feed_guid: HOST, ...itself }),
      null,
    ],
    ['of the item only', keysend({ remote_item_guid: EPISODE }), HOST],
    ['by titles only', keysend({ remote_podcast: 'Harbour Tides', remote_episode: 'Ep 12' }), HOST],
    [
      'on a boost of the show, which has no place in time',
      keysend({ episode: undefined, episode_guid: undefined, remote_feed_guid: HOST }),
      null,
    ],
  ])('are no other’s music: %s', async (_, report, guid) => {
    await keep('Harbour Tides', guid)
    await record(report)
    expect(await onlyPayment()).toMatchObject({ remote: false, needs_look: null })
    expect(await onlyBoost()).toMatchObject({ claim: 'confirmed', counted_msat: 100_000 })
    expect(await shows()).toHaveLength(1)
  })
})

describe('in a song', () => {
  const song = { remote_feed_guid: ARTIST, remote_item_guid: SONG }
  const overAddress = { feed_guid: ARTIST, ...song }

  it.each<[string, EntryInput]>([
    ['keysend', keysend(song)],
    ['an address, where the feed guid is the artist’s', address(overAddress)],
  ])('the boost over %s is of the host’s show', async (_, report) => {
    const host = await keep('Harbour Tides', HOST)
    await record(report)
    expect(await onlyPayment()).toMatchObject({
      show_id: host,
      remote: true,
      played_in: null,
      needs_look: null,
    })
    expect(await onlyBoost()).toMatchObject({ claim: 'unknown', counted_msat: 50_000 })
    expect(await shows()).toHaveLength(1)
  })

  it('teaches the host’s show nothing of the artist’s, whichever comes first', async () => {
    for (const reports of [
      [keysend({ feedID: 7 }), address(overAddress)],
      [address(overAddress), keysend({ feedID: 7 })],
    ]) {
      await emptyIntake(intake.db)
      await record(...reports)
      expect(await shows()).toEqual([{ slug: 'harbour-tides', status: 'provisional' }])
      expect(await intake.db.selectFrom('show_names').select('kind').orderBy('kind').execute()).toEqual([
        { kind: 'feed_id' },
        { kind: 'title' },
      ])
    }
  })

  it('where ids disagree otherwise, it is the show of the title, and somebody is to look', async () => {
    const host = await keep('Harbour Tides', HOST)
    await record(address({ feed_guid: ARTIST, remote_feed_guid: ARTIST, remote_item_guid: EPISODE }))
    expect(await onlyPayment()).toMatchObject({
      show_id: host,
      remote: true,
      needs_look: expect.stringMatching(
        /^Look which show this is for: its podcast guid is that of the music/,
      ),
    })
    expect(await shows()).toHaveLength(1)
  })
})

describe('a musician’s song that played in another’s show', () => {
  const song = { remote_feed_guid: ARTIST, remote_item_guid: SONG, remote_episode: 'The Song', ts: 3_600 }

  it.each<[string, EntryInput]>([
    ['keysend', keysend({ guid: HOST, ...song })],
    ['an address', address({ feed_guid: ARTIST, ...song })],
  ])('is the musician’s, over %s', async (_, report) => {
    const mine = await keep('The Band', ARTIST)
    await record(report)
    const payment = await onlyPayment()
    expect(payment).toMatchObject({
      show_id: mine,
      remote: true,
      played_in: 'Harbour Tides',
      position_s: null,
      needs_look: null,
    })
    expect(await titleOf(payment.episode_id)).toBe('The Song')
    expect(await onlyBoost()).toMatchObject({ claim: 'confirmed', counted_msat: 100_000 })
    expect(await shows()).toHaveLength(1)
  })

  it('is not doubted by a part that the other’s show gives, but is confirmed by it where it is known', async () => {
    await keep('The Band', ARTIST)
    const [boost] = await record({ ...keysend(song), amount_msat: 20_000 })
    expect(await onlyBoost()).toMatchObject({ claim: 'unknown', counted_msat: 20_000 })
    const host = await keep('Another', HOST, 'other')
    const [episode] = await intake.db
      .insertInto('episodes')
      .values({ id: '00000000-0000-7000-8000-0000000000aa', show_id: host, title: 'Ep 12' })
      .returning('id')
      .execute()
    await intake.db
      .insertInto('value_time_splits')
      .values({
        episode_id: episode?.id ?? '',
        start_s: 3_500,
        duration_s: 200,
        remote_share: '0.4',
        feed_guid: ARTIST.toUpperCase(),
        item_guid: SONG,
      })
      .execute()
    await record({ ...keysend({ ...song, message: 'Another' }), amount_msat: 20_000 })
    const claims = await intake.db.selectFrom('boosts').select(['id', 'claim']).orderBy('id').execute()
    expect(claims.map(({ id, claim }) => [id === boost?.boost_id, claim])).toEqual([
      [true, 'unknown'],
      [false, 'confirmed'],
    ])
  })

  it('where both shows are kept is the host’s, but for what comes to the musician’s wallet', async () => {
    const host = await keep('Harbour Tides', HOST)
    const mine = await keep('The Band', ARTIST, 'band')
    await intake.db
      .updateTable('wallets')
      .set({ whose: 'show', show_id: mine })
      .where('name', '=', 'band')
      .execute()
    await record(keysend(song), keysend(song, 'band'))
    const rows = await intake.payments()
    expect(rows.map(({ show_id, played_in }) => [show_id, played_in]).sort()).toEqual(
      [
        [host, null],
        [mine, 'Harbour Tides'],
      ].sort(),
    )
  })
})
