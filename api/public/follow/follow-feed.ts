import type { Language } from '#api/contract/language.ts'
import type { PublicFollow } from '#api/contract/public.ts'
import { oneLine, withoutTurns } from '#api/lib/one-line.ts'
import { type Html, html } from '#api/page/html.ts'
import { formatIn } from '#api/public/page/format.ts'
import { satsIn } from '#api/public/page/parts.ts'

/** What XML 1.0 has no letters for, and halves of letters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const UNSPEAKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

type Message = PublicFollow['messages'][number]

/** What a show or an episode publishes of its boosts, as Atom (RFC 4287). @param origin where the service is reached */
export function atomFeed(data: PublicFollow, origin: string): string {
  const { title, path, messages } = data
  const entry = (row: Message): Html => html`
  <entry>
    <id>urn:uuid:${row.id}</id>
    <title>${sayWho(row, data.language)}</title>
    <link rel="alternate" type="text/html" href="${origin}/s/${data.slug}/b/${row.id}"/>
    <author><name>${oneLine(row.supporter.name)}</name></author>
    <published>${row.sent_at}</published>
    <updated>${row.sent_at}</updated>
    <content type="text">${withoutTurns(row.message)}</content>
  </entry>`
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${data.language}">
  <id>${origin}${path}</id>
  <title>${oneLine(title)}</title>
  <updated>${newest(data)}</updated>
  <link rel="self" type="application/atom+xml" href="${origin}${path}/feed.xml"/>
  <link rel="alternate" type="text/html" href="${origin}${path}"/>
  <author><name>${oneLine(data.show_title)}</name></author>
  <generator>Readout</generator>${
    data.artwork &&
    html`
  <logo>${origin}${data.artwork}</logo>`
  }${messages.map(entry)}
</feed>
`.text.replace(UNSPEAKABLE, '')
}

/** The same as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function jsonFeed(data: PublicFollow, origin: string): string {
  const { title, path, slug, artwork, messages, language } = data
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: oneLine(title),
    language,
    home_page_url: origin + path,
    feed_url: `${origin}${path}/feed.json`,
    ...(artwork ? { icon: origin + artwork } : {}),
    items: messages.map((row) => ({
      id: `urn:uuid:${row.id}`,
      url: `${origin}/s/${slug}/b/${row.id}`,
      title: sayWho(row, language),
      content_text: withoutTurns(row.message),
      date_published: row.sent_at,
      authors: [{ name: oneLine(row.supporter.name) }],
    })),
  })
}

/** `ann boosted 1,337 sats` */
function sayWho({ supporter: { name: supporter }, counted_msat, fiat }: Message, language: Language): string {
  const format = formatIn(language)
  if (fiat)
    return format.t('follow.gave', { supporter, money: format.money(fiat.amount_minor, fiat.currency) })
  if (counted_msat === null) return format.t('follow.boosted', { supporter })
  return format.t('follow.boosted-sats', { supporter, sats: satsIn(counted_msat, format) })
}

function newest({ messages, since }: PublicFollow): string {
  return messages.reduce((last, { sent_at }) => (sent_at > last ? sent_at : last), since)
}
