import { beforeAll, describe, expect, it } from 'vitest'
import { boost, shareKillShow } from '#tests/api/public/kill-show.ts'

const show = shareKillShow()
/** Opens what turns all behind it, and does not end it; `\u2066` is an isolate that is open, too. */
const TURNS = '\u202e\u2066'
const TURNING = /[\u202a-\u202e\u2066-\u2069]/
let message = ''
let episode = ''

beforeAll(async () => {
  await show.record({
    id: 'turned',
    amount_msat: 4_321_000,
    boostagram: boost({
      episode: `Three ${TURNS}eno`,
      app_name: `App${TURNS}`,
      sender_name: `${TURNS}mallory`,
      message: `Hello ${TURNS}there`,
    }),
  })
  const { db } = show.ctx
  await db.updateTable('episodes').set({ provisional: false, published_at: new Date() }).execute()
  const { id, episode_id } = await db
    .selectFrom('boosts')
    .select(['id', 'episode_id'])
    .where('message', 'like', 'Hello %')
    .executeTakeFirstOrThrow()
  message = id
  episode = episode_id ?? ''
  await show.setGoal({ title: `Goal ${TURNS}`, target: 10_000, period: 'total' })
})

/** What is not held apart by an element that turns nothing outside of it, as fields of forms are too. */
function besideOurs(page: string): string {
  return page
    .replace(/<bdi>[^<]*<\/bdi>|<input [^<>]*>/g, '')
    .replace(/<(\w+)(?: [^<>]*)? dir="auto"(?: [^<>]*)?>.*?<\/\1>/gs, '')
}

const year = () => new Date().getUTCFullYear()

describe('a stranger’s name that turns text around turns nothing of ours', () => {
  it.each([
    ['a show’s page', () => '/s/kill-show'],
    ['an episode’s', () => `/s/kill-show/e/${episode}`],
    ['a message’s', () => `/s/kill-show/b/${message}`],
    ['a year’s', () => `/s/kill-show/y/${year()}`],
    ['the page where one is looked for', () => `/s/kill-show/find?name=${encodeURIComponent(TURNS)}mallory`],
    ['an Atom feed', () => '/s/kill-show/feed.xml'],
    ['a JSON feed', () => '/s/kill-show/feed.json'],
    ['an episode’s feed', () => `/s/kill-show/e/${episode}/feed.xml`],
    ['a badge', () => '/s/kill-show/badge.svg'],
    ['the embedded last messages', () => '/s/kill-show/embed/last'],
    ['the embedded ticker', () => '/s/kill-show/embed/ticker'],
    ['the embedded ranks', () => '/s/kill-show/embed/leaderboard'],
    ['the embedded goal', () => '/s/kill-show/embed/goal'],
    ['an embedded message', () => `/s/kill-show/b/${message}/embed`],
    [
      'what an embedding site is told',
      () => `/api/v1/public/oembed?url=${encodeURIComponent(`http://127.0.0.1/s/kill-show/b/${message}`)}`,
    ],
  ])('in %s', async (_name, path) => {
    await show.settings({ messages: 'at_once', supporter_pages: true })
    const { status, text, body } = await show.page(path(), { Host: '127.0.0.1' })
    expect(status).toBe(200)
    // JSON feeds have a type of their own, which is read as bytes.
    expect(besideOurs(text ?? String(body))).not.toMatch(TURNING)
  })

  it('in a supporter’s own page', async () => {
    await show.settings({ messages: 'at_once', supporter_pages: true })
    const [, own] =
      /href="(\/s\/kill-show\/u\/[^"]+)"><bdi>[^<]*mallory/.exec((await show.page('/s/kill-show')).text) ?? []
    const { status, text } = await show.page(own ?? '')
    expect(status).toBe(200)
    expect(besideOurs(text)).not.toMatch(TURNING)
  })
})
