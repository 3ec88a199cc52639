import { pino } from 'pino'
import request from 'supertest'
import { describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { shareKillShow } from '#tests/api/public/kill-show.ts'

const show = shareKillShow()
const MISSING = '0197a000-0000-7000-8000-000000000000'

describe('NUL in an address that strangers open', () => {
  it.each([
    ['/s/kill-show/find?name=%00', 200],
    ['/s/kill-show/find?name=ann%00&%00=x', 200],
    ['/s/kill-show?%00=%00', 200],
    ['/s/kill-show%00', 404],
    ['/s/kill-show/e/%00', 404],
    ['/s/kill-show/b/%00', 404],
    ['/s/kill-show/u/%00', 404],
    ['/s/kill-show/y/%00', 404],
    ['/s/kill-show/own/%00', 404],
    ['/s/kill-show/embed/goal?accent=%00', 200],
    [`/s/kill-show/b/${MISSING}/embed?theme=%00`, 404],
    ['/s/kill-show/feed.xml?%00', 200],
    ['/overlay/media/%00', 404],
    ['/boost-terms/kill-show%00', 404],
    ['/v1/standard/mbrss-v1/messages/public/kill-show%00', 404],
    ['/v1/standard/mbrss-v1/messages/public/kill-show/channel/%00', 404],
    ['/v1/standard/mbrss-v1/messages/public/kill-show/item/%00?page=%00', 404],
    ['/v1/standard/mbrss-v1/boost/kill-show?sender_guid=%00&app_id=%00', 200],
    ['/v1/s/mbrss-v1/boost/kill-show?app_id=%00', 200],
  ])('is no error of ours: %s', async (path, status) => {
    await show.ctx.db.updateTable('shows').set({ metaboost: true }).execute()
    await show.ctx.db
      .insertInto('show_names')
      .values({ kind: 'guid', value: 'kill', show_id: show.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const errors: string[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) })
    const answer = await request(createApp({ ...show.ctx, log }))
      .get(path)
      .set('Host', 'readout.local')
    expect([answer.status, errors]).toEqual([status, []])
  })

  it('is refused in words by the API', async () => {
    const { status, body } = await request(createApp(show.ctx))
      .get('/api/v1/public/shows/kill-show/supporters?name=%00')
      .set('Host', 'readout.local')
    expect([status, body.detail]).toEqual([400, 'NUL and half characters are no text (query, name).'])
  })
})
