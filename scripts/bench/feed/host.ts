import { startHttpsServer } from '#tests/helper/https-server.ts'
import { makeFeed, makeValue } from '#tests/helper/make-feed.ts'

/** A podcast host as a process of its own, with the feed of a large archive: its address and certificate are told to who started it. */
const feed = Buffer.from(
  makeFeed({
    title: 'Archive',
    recipients: [{ name: 'Host', address: '02aa', split: 100 }],
    items: Array.from({ length: Number(process.env.BENCH_ITEMS) }, (_, n) => ({
      guid: `https://archive.example/episodes/${n}`,
      title: `Episode ${n}: what came by`,
      date: new Date(Date.UTC(2010, 0, 1) + n * 24 * 3600 * 1000).toUTCString(),
      enclosure: `https://media.example/archive/${n}.mp3`,
      inside: `<itunes:duration>${1800 + (n % 3600)}</itunes:duration><description><![CDATA[${'<p>Words about what came by.</p>'.repeat(125)}]]></description>`,
      value: makeValue([
        { name: 'Host', address: '02aa', split: 60, key: '696969', value: 'host' },
        { name: 'Guest', address: `03${n % 100}`, split: 40 },
        { name: 'App', address: '04cc', split: 1, fee: true },
      ]),
    })),
  }),
)
const server = await startHttpsServer((_, res) => void res.end(feed))
process.send?.({ url: JSON.stringify({ url: server.url, ca: server.ca, bytes: feed.length }) })
process.on('message', (asked) => {
  if (asked === 'stop') void server.close().then(() => process.exit(0))
})
