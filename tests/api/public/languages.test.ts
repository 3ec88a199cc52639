import { Parser } from 'htmlparser2'
import { IntlMessageFormat } from 'intl-messageformat'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '#api/app.ts'
import { newGoalSchema } from '#api/contract/goal.ts'
import { LANGUAGES, type Language } from '#api/contract/language.ts'
import { makeGoal } from '#api/goal/goals.ts'
import { keep } from '#api/http/kept.ts'
import de from '#api/language/messages/de.json' with { type: 'json' }
import en from '#api/language/messages/en.json' with { type: 'json' }
import es from '#api/language/messages/es.json' with { type: 'json' }
import { wordsIn } from '#api/language/words.ts'
import { makeOwnPageLink } from '#api/public/own/own-page.ts'
import { changePublicSettings } from '#api/public/settings/change-settings.ts'
import { pay } from '#tests/e2e/helper/pay.ts'
import { shareDatabase } from '#tests/helper/share-database.ts'
import type { TestContext } from '#tests/helper/test-context.ts'

const keepMade = ({ type, text }: { type: string; text: string | Buffer }) => keep(type, text)
const makeContext = shareDatabase()
let ctx: TestContext
let app: ReturnType<typeof createApp>
let showId = 0
let paths: string[] = []

/** What listeners and hosts wrote, and what is the same everywhere: anything else has to be said in the page's language. */
const SAME = [
  'Qx Show',
  'Qx listener',
  'Qx said so',
  'Qx goal',
  'Qx app',
  'Qx@pay.example',
  'Fountain',
  'Castamatic',
  'Podverse',
  'TrueFans',
  'PodcastGuru',
  'CurioCaster',
  'Readout',
  'Boost',
  'boost',
  'Sats',
  'sats',
  'min',
  'RSS',
  'Lightning',
  'demo',
  'nobody-of-that-name',
]

beforeAll(async () => {
  ctx = await makeContext()
  app = createApp(ctx)
  const days = [2, 40, 400]
  await pay(
    ctx,
    ...days.map((ago, n) => ({
      show: 'Qx Show',
      sender: `Qx listener ${n}`,
      app: 'Qx app',
      episode: `Qx ${n}`,
      sats: 1337,
      message: `Qx said so ${n}`,
      settled_at: new Date(Date.now() - ago * 86_400_000),
    })),
    { show: 'Qx Show', sender: 'Qx listener 0', app: 'Qx app', episode: 'Qx 0', action: 'stream', sats: 5 },
  )
  const show = await ctx.db
    .updateTable('shows')
    .set({ status: 'kept', is_public: true, lightning_address: 'Qx@pay.example' })
    .returningAll()
    .executeTakeFirstOrThrow()
  showId = show.id
  await ctx.db.updateTable('episodes').set({ provisional: false, duration_s: 3720 }).execute()
  for (const period of ['month', 'total', 'year'] as const) {
    const goal = newGoalSchema.parse({ title: 'Qx goal', target: period === 'total' ? 1000 : 90_000, period })
    await makeGoal(ctx.db, show, goal, new Date())
  }
  const episode = await ctx.db.selectFrom('episodes').select('id').executeTakeFirstOrThrow()
  const boost = await ctx.db.selectFrom('boosts').select(['id', 'supporter_id']).executeTakeFirstOrThrow()
  const own = await makeOwnPageLink(ctx.db, show, boost.supporter_id ?? '')
  const year = new Date().getUTCFullYear()
  paths = [
    '',
    `/e/${episode.id}`,
    `/b/${boost.id}`,
    `/u/${boost.supporter_id}`,
    `/y/${year}`,
    '/find?name=listener',
    '/find?name=nobody-of-that-name',
    '/badge.svg',
    ...['ticker', 'leaderboard', 'goal', 'last'].map((kind) => `/embed/${kind}`),
    `/b/${boost.id}/embed`,
    '/feed.xml',
    `/e/${episode.id}/feed.xml`,
  ].map((path) => `/s/qx-show${path}`)
  paths.push(own.address)
})
afterAll(() => ctx.close())

async function speak(language: Language) {
  await changePublicSettings(ctx.db, showId, {
    language,
    messages: 'at_once',
    supporter_pages: true,
    fiat: true,
    description: 'Qx said so',
  })
}

async function textOf(path: string): Promise<string> {
  // A cache of its own each time: what is kept is another test's matter.
  const answer = await request(
    createApp({ ...ctx, pages: { get: async (_key, make) => keepMade(await make()) } }),
  )
    .get(path)
    .set('Accept-Encoding', 'identity')
  expect([path, answer.status]).toEqual([path, 200])
  return answer.text ?? Buffer.from(answer.body).toString()
}

/** All that a page says to who reads or hears it. */
function saidIn(markup: string): string[] {
  const said: string[] = []
  let isSilent = false
  const parser = new Parser(
    {
      onopentag: (name, { alt, title, content, name: meta, property, placeholder, ...rest }) => {
        isSilent =
          name === 'script' || name === 'style' || name === 'id' || name === 'published' || name === 'updated'
        for (const text of [
          alt,
          title,
          placeholder,
          rest['aria-label'],
          rest['data-said'],
          rest['data-copied'],
          rest['data-title'],
        ])
          if (text) said.push(text)
        if (content && (meta === 'description' || property === 'og:title' || property === 'og:description'))
          said.push(content)
      },
      ontext: (text) => {
        if (!isSilent && text.trim() !== '') said.push(text.trim().replace(/\s+/g, ' '))
      },
      onclosetag: () => {
        isSilent = false
      },
    },
    { xmlMode: markup.startsWith('<?xml') },
  )
  parser.end(markup)
  return said
}

/** Whether a text has words left that are the same in both languages, once what may be the same is taken out. */
function isUntranslated(text: string): boolean {
  const left = SAME.reduce((rest, same) => rest.replaceAll(same, ''), text).replace(/[\d\p{P}\p{S}\s]/gu, '')
  return /\p{L}{3}/u.test(left)
}

describe('what listeners see', () => {
  it.each(['de', 'es'] as const)(
    'is all in the show’s language, and nothing in English: %s',
    async (language) => {
      await speak('en')
      const english = new Map(
        await Promise.all(paths.map(async (path) => [path, new Set(saidIn(await textOf(path)))] as const)),
      )
      await speak(language)
      for (const path of paths) {
        const text = await textOf(path)
        if (text.includes('<html')) expect(text).toContain(`<html lang="${language}"`)
        const left = saidIn(text).filter((said) => english.get(path)?.has(said) && isUntranslated(said))
        expect([path, left]).toEqual([path, []])
      }
    },
  )

  it('has days in its language, and numbers as the reader’s country writes them', async () => {
    await speak('de')
    const year = new Date().getUTCFullYear()
    const page = async (accept: string) =>
      (await request(app).get('/s/qx-show').set('Accept-Language', accept)).text
    expect(await page('')).toContain('1.337')
    expect(await page('en-US')).toContain('1,337')
    expect(await page('en-US')).toMatch(
      new RegExp(`<time[^>]*>\\d\\d?\\.\\d\\d?\\.${year}|\\d\\d?\\. \\p{L}+ ${year}`, 'u'),
    )
    await speak('en')
  })

  it('is of no show in a language that the browser asks for', async () => {
    const front = async (accept: string) => (await request(app).get('/').set('Accept-Language', accept)).text
    expect(await front('es-MX, en;q=0.5')).toContain(es['front.studio'])
    expect(await front('de')).toContain(de['front.studio'])
    expect(await front('fr')).toContain(en['front.studio'])
  })
})

/** What is put into a message. */
function holes(text: string): string[] {
  const found = new Set<string>()
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const part of parts) {
      if ('value' in part && part.type !== 0) found.add(part.value)
      if ('options' in part) for (const { value } of Object.values(part.options)) walk(value)
    }
  }
  walk(new IntlMessageFormat(text, 'en').getAst())
  return [...found]
}

describe('the messages', () => {
  it('are the same in each language, with the same things to put in', () => {
    const names = Object.keys(en)
    for (const messages of [de, es]) {
      expect(Object.keys(messages)).toEqual(names)
      for (const [name, text] of Object.entries(en)) {
        const other = Object.entries(messages).find(([key]) => key === name)?.[1] ?? ''
        // A language may do without a count that another has forms for.
        expect([name, holes(other).filter((hole) => !holes(text).includes(hole))]).toEqual([name, []])
      }
    }
  })

  it('have forms for one and for many', () => {
    const said = LANGUAGES.map((language) =>
      [1, 2].map((count) => wordsIn(language).t('count.boosts', { count, n: String(count) })),
    )
    expect(said).toEqual([
      ['1 boost', '2 boosts'],
      ['1 Boost', '2 Boosts'],
      ['1 boost', '2 boosts'],
    ])
  })
})
