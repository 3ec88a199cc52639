import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFeed } from '#api/source/feed/read/read-feed.ts'
import { makeFeed, makeValue } from '#tests/helper/make-feed.ts'

const read = (xml: string) => readFeed(Buffer.from(xml))
const rss = (inside: string, attributes = '') =>
  `<rss version="2.0" ${attributes}><channel><title>A show</title>${inside}</channel></rss>`
const PODCAST = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
const itemOf = async (xml: string) => (await read(xml)).items[0]

describe('a feed', () => {
  it('names no address that is too long once its letters stand in percent', async () => {
    const letters = 'é'.repeat(1_500)
    const feed = await read(
      rss(
        `<link>https://a.example/${letters}</link><itunes:image href="https://a.example/${letters}"/>
        <item><guid>1</guid><itunes:image href="https://a.example/${letters}"/></item>`,
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
      ),
    )
    expect(feed).toMatchObject({ image_url: null, site_url: null, items: [{ guid: '1', image_url: null }] })
  })

  it('says what its show and its episodes are', async () => {
    const feed = await read(
      makeFeed({
        recipients: [{ name: 'Host', address: '02AA', split: 60 }],
        items: [{ guid: 'ep-1', title: 'One', inside: '<itunes:duration>1:02:03</itunes:duration>' }],
      }),
    )
    expect(feed).toMatchObject({
      title: 'Test Show',
      guid: '9b024349-ccf0-5f69-a609-6b82873eab3c',
      image_url: 'https://img.example/cover.jpg',
      recipients: [{ name: 'Host', address: '02aa', share: 1 }],
      items: [
        {
          guid: 'ep-1',
          title: 'One',
          published_at: new Date('2022-05-16T02:00:00Z'),
          duration_s: 3723,
          recipients: null,
          value: '',
        },
      ],
    })
  })

  it('says where apps are to post boosts, each standard its own address', async () => {
    const xml = rss(
      `<podcast:metaBoost standard="mbrss-v1"> https://Boosts.example/v1/standard/mbrss-v1/boost/a-show/ </podcast:metaBoost>
      <podcast:metaboost standard="MB-v1"><![CDATA[https://other.example/b]]></podcast:metaboost>
      <podcast:metaBoost>https://no.example/standard</podcast:metaBoost>
      <podcast:metaBoost standard="mbrss-v1">not an address</podcast:metaBoost>
      <item><podcast:metaBoost standard="mbrss-v1">https://no.example/channel</podcast:metaBoost></item>`,
      PODCAST,
    )
    expect((await read(xml)).metaboost).toEqual([
      { standard: 'mbrss-v1', url: 'https://boosts.example/v1/standard/mbrss-v1/boost/a-show/' },
      { standard: 'mb-v1', url: 'https://other.example/b' },
    ])
  })

  it('keeps guids and titles that look like numbers as they are written', async () => {
    const xml = rss(
      '<item><title>1984</title><guid>00123</guid></item><item><title>007</title><guid>1e3</guid></item>',
    )
    expect((await read(xml)).items.map(({ title, guid }) => [title, guid])).toEqual([
      ['1984', '00123'],
      ['007', '1e3'],
    ])
  })

  it.each([
    ['podcast', PODCAST],
    ['pc', 'xmlns:pc="https://podcastindex.org/namespace/1.0"'],
    [
      'podcast',
      'xmlns:podcast="https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"',
    ],
    ['podcast', ''],
  ])('is read under the prefix %s where its head says %s', async (prefix, bound) => {
    const xml = rss(`<${prefix}:guid>ABC</${prefix}:guid><item><title>One</title></item>`, bound)
    expect(await read(xml)).toMatchObject({ guid: 'abc', items: [{ title: 'One' }] })
  })

  it.each([
    ['entities of HTML', '<item><title>Caf&eacute;&nbsp;noir</title></item>', 'Café noir'],
    ['a bare ampersand', '<item><title>Q & A</title><guid>1&2</guid></item>', 'Q & A'],
    ['a bare angle', '<item><title>I <3 you</title></item>', 'I <3 you'],
    ['markup in a title', '<item><title>The <i>big</i> gap</title></item>', 'The big gap'],
    ['a tag left open', '<item><title>One</title><description>a<br>b</description></item>', 'One'],
    ['a closing tag too many', '</b><item></p><title>One</title></item>', 'One'],
    ['CDATA', '<item><title><![CDATA[Tom & <Jerry>]]></title></item>', 'Tom & <Jerry>'],
    ['other capitals', '<ITEM><Title>One</Title></ITEM>', 'One'],
    ['only the title of Apple', '<item><itunes:title>One</itunes:title></item>', 'One'],
    [
      'a title of its media',
      '<item><media:content><title>x</title></media:content><title>One</title></item>',
      'One',
    ],
    ['control characters', '<item><title>O\u0000ne</title></item>', 'O␀ne'],
  ])('with %s is read', async (_, inside, title) => expect((await itemOf(rss(inside)))?.title).toBe(title))

  it('is read with words before its beginning and after its end', async () => {
    const xml = `\n\n<!-- cached -->${rss('<item><title>One</title></item>')}<script>late()</script> </html>`
    expect((await read(xml)).items).toHaveLength(1)
  })

  it('that breaks off gives the items that are whole', async () => {
    const xml = rss('<item><title>One</title></item><item><title>Two is cut sh')
    const cut = xml.slice(0, xml.indexOf('cut sh') + 6)
    expect((await read(cut)).items.map(({ title }) => title)).toEqual(['One'])
  })

  it('shows the image of RSS where it has none of Apple’s that can be shown', async () => {
    const image =
      '<image><title>A show</title><link>https://a.example</link><url>https://a.example/i.png</url></image>'
    expect(await read(rss(`<itunes:image href="http://a.example/x.png"/>${image}`))).toMatchObject({
      title: 'A show',
      image_url: 'https://a.example/i.png',
    })
  })

  it('is dated by the first of its dates that can be read', async () => {
    const item = '<item><title>One</title><pubDate>soon</pubDate><dc:date>2026-03-03</dc:date></item>'
    expect((await itemOf(rss(item)))?.published_at).toEqual(new Date('2026-03-03'))
  })

  it('takes months from its own language first', async () => {
    const xml = rss(
      '<language>hr</language><item><title>One</title><pubDate>3 listopad 2026</pubDate></item>',
    )
    expect((await itemOf(xml))?.published_at).toEqual(new Date('2026-10-03'))
  })

  it.each([
    ['', /no RSS feed/],
    ['hello', /no RSS feed/],
    ['<html><body>Not found</body></html>', /a web page, no RSS feed/],
    ['<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', /an Atom feed/],
    [`<rss><channel>${'<x>'.repeat(500)}`, /no RSS feed/],
  ])('is not %s, and that is said', async (text, words) => {
    await expect(read(text)).rejects.toThrow(words)
  })

  it('of more episodes than can be is refused with the number', async () => {
    await expect(read(rss('<item><title>x</title></item>'.repeat(20_001)))).rejects.toThrow(
      /more than 20,000 episodes/,
    )
  })

  it('lets others have their turn while it is read', async () => {
    const body = Buffer.from(
      rss(`<item><title>One</title><description>${'word '.repeat(4_000_000)}</description></item>`),
    )
    let turns = 0
    let isRead = false
    const others = async () => {
      for (; !isRead; turns++) await nextTurn()
    }
    await Promise.all([others(), readFeed(body).then(() => (isRead = true))])
    expect(turns).toBeGreaterThan(3)
  })

  it('of any text is read or refused in a sentence', async () => {
    const part = fc.constantFrom(
      '<rss>', '<channel>', '<item>', '</item>', '<title>', '</title>', '<![CDATA[', ']]>', '&', '&amp;', '<!--', '-->', 'x',
      '<podcast:value>', '<podcast:valueRecipient address="a" split="1"/>', '<guid/>', '<', '>', '"', '<?xml', '?>', '</rss>',
    ) // biome-ignore format: a list
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
        try {
          const { items } = await read(`<rss><channel>${parts.join('')}`)
          expect(Array.isArray(items)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ name: 'FetchProblem', message: expect.stringMatching(/\.$/) })
        }
      }),
    )
  })
})

describe('a value block', () => {
  const sharesOf = async (block: string) =>
    (await read(rss(block, PODCAST))).recipients.map(({ share }) => share)
  const block = (...recipients: string[]) =>
    `<podcast:value type="lightning">${recipients.map((said) => `<podcast:valueRecipient address="a" ${said}/>`).join('')}</podcast:value>`

  it.each(['', 'split="0"', 'split=""', 'split="many"', 'split="-3"', 'split="1"', 'split="100"'])(
    'with one recipient and %s gives it the whole',
    async (said) => expect(await sharesOf(block(said))).toEqual([1]),
  )

  it('gives the only recipient that is no fee what fees leave', async () => {
    expect(await sharesOf(block('split="0"', 'split="5" fee="true"'))).toEqual([0.95, 0.05])
  })

  it('leaves out who has no part beside others', async () => {
    expect(await sharesOf(block('split="3"', 'split="1"', 'split="0"', ''))).toEqual([0.75, 0.25])
  })

  it('is that of Lightning among others', async () => {
    const xml = rss(
      `<podcast:value type="hive"><podcast:valueRecipient address="h" split="1"/></podcast:value>${makeValue([{ name: 'Host', address: '02AA', split: 1 }])}`,
      PODCAST,
    )
    expect((await read(xml)).recipients).toMatchObject([{ address: '02aa' }])
  })

  it('of any splits gives parts that sum to the whole, or nothing', async () => {
    const split = fc.oneof(
      fc.integer({ min: 0, max: 10_000 }).map(String),
      fc.constantFrom('', '0', '0.5', 'x', '1e9', '-1'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(split, { maxLength: 8 }), async (splits) => {
        const shares = await sharesOf(block(...splits.map((said) => `split="${said}"`)))
        const sum = shares.reduce((total, share) => total + share, 0)
        expect(shares.length === 0 || Math.abs(sum - 1) < 1e-6).toBe(true)
      }),
    )
  })
})
