import { describe, expect, it } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import { totalsJob } from '#api/totals/maintain/jobs.ts'
import { makeEntry } from '#tests/helper/make-entry.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()
const FIELDS =
  'app_name app_version sender_name sender_id message podcast episode guid episode_guid url remote_feed_guid remote_item_guid remote_podcast remote_episode boost_uuid uuid eventGuid blockGuid reply_address boost_link feedID itemID'.split(
    ' ',
  )

/** Letters that nothing packs: indexes of PostgreSQL pack what they can. */
function makeWords(many: number, first: number, span: number): string {
  let seed = 7
  return String.fromCodePoint(
    ...Array.from({ length: many }, () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return first + (seed % span)
    }),
  )
}
const WORDS = {
  '2,650 letters': makeWords(2_650, 33, 90),
  '9,000 letters': makeWords(9_000, 33, 90),
  '300 characters of three bytes': makeWords(300, 0x4e00, 20_000),
  '20,000 characters of three bytes': makeWords(20_000, 0x4e00, 20_000),
}

describe.each(Object.entries(WORDS))('a boost that says %s', (_, words) => {
  it.each(words.length === 9_000 ? [...FIELDS.map((field) => [field]), FIELDS] : [FIELDS])(
    'as %s is recorded, listed and in the sums',
    async (...fields) => {
      const said = Object.fromEntries(fields.map((field) => [field, words]))
      for (const action of ['boost', 'stream']) {
        const entry = makeEntry({
          id: crypto.randomUUID(),
          boostagram: { podcast: 'Long Words', action, ...said },
        })
        const [result] = await recordReports(service.ctx.db, [entry])
        expect(result).toMatchObject({ status: 'recorded' })
      }
      await totalsJob({ totalsCron: '* * * * *' }).run(service.ctx, new AbortController().signal)
      const { body } = await service.ask('get', '/shows')
      for (const { slug } of body.items)
        for (const path of ['totals', 'totals/supporters', 'episodes?sums=true'])
          expect((await service.ask('get', `/shows/${slug}/${path}`)).status, path).toBe(200)
      expect((await service.ask('get', '/boosts?limit=5')).status).toBe(200)
    },
  )
})
