import { z } from 'zod'
import type { Context } from '#api/context.ts'
import type { OEmbed, oembedQuerySchema } from '#api/contract/public.ts'
import { AppError } from '#api/errors.ts'
import { html } from '#api/page/html.ts'
import { CARD } from '#api/public/card/draw-card.ts'
import { EMBEDS } from '#api/public/embed/embed-page.ts'
import { formatIn } from '#api/public/page/format.ts'
import { readPublicMessage } from '#api/public/read/read-message.ts'
import { readPublicShow } from '#api/public/read/read-show.ts'

/** In pixels; a host says how much there is at most. */
const WIDTH = 560
const HEIGHTS = { ticker: 96, goal: 150, leaderboard: 320, last: 480, message: 220 } as const
type Kind = keyof typeof HEIGHTS

/**
 * What a site shows for an address of ours that somebody put into a post (https://oembed.com).
 * @param origin where the service is reached
 * @throws AppError not-found where it is none of a public page's
 */
export async function readOEmbed(
  ctx: Pick<Context, 'db' | 'now'>,
  { url, maxwidth, maxheight, format }: z.output<typeof oembedQuerySchema>,
  origin: string,
): Promise<OEmbed> {
  if (format !== 'json') throw new AppError('not-found', 'Only format=json is answered.')
  const { slug, id, kind } = readAddress(url, origin)
  const { title, path, card } = id === null ? await ofShow() : await ofMessage(id)
  const width = Math.min(WIDTH, maxwidth ?? WIDTH)
  const height = Math.min(HEIGHTS[kind], maxheight ?? HEIGHTS[kind])
  return {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'Readout',
    provider_url: origin,
    html: html`<iframe src="${origin}${path}" width="${width}" height="${height}" title="${title}" loading="lazy" style="border:0;max-width:100%"></iframe>`
      .text,
    width,
    height,
    thumbnail_url: origin + card,
    thumbnail_width: CARD.width,
    thumbnail_height: CARD.height,
    cache_age: 300,
  }

  async function ofShow() {
    const show = await readPublicShow(ctx, slug)
    const own = `/s/${show.slug}`
    return {
      title: formatIn(show.language).t('show.title', { title: show.title }),
      path: `${own}/embed/${kind}`,
      card: `${own}/card.png`,
    }
  }
  async function ofMessage(wanted: string) {
    const { show, message } = await readPublicMessage(ctx, slug, wanted)
    const own = `/s/${show.slug}/b/${message.id}`
    return {
      title: formatIn(show.language).t('message.title', {
        supporter: message.supporter.name,
        title: show.title,
      }),
      path: `${own}/embed`,
      card: `${own}/card.png`,
    }
  }
}

/** Whose page an address of ours is. */
function readAddress(text: string, origin: string): { slug: string; id: string | null; kind: Kind } {
  const none = new AppError('not-found', 'There is nothing of ours to embed at this address.')
  if (!URL.canParse(text)) throw none
  const { host, pathname } = new URL(text)
  const [, slug, rest = '', part = ''] = /^\/s\/([^/]+)(?:\/(b|e|embed)\/([^/]+))?\/?$/.exec(pathname) ?? []
  if (host !== new URL(origin).host || slug === undefined) throw none
  if (rest === 'b' && z.uuid().safeParse(part).success) return { slug, id: part, kind: 'message' }
  const kind = EMBEDS.find((one) => rest === 'embed' && one === part)
  if (rest === '' || kind) return { slug, id: null, kind: kind ?? 'last' }
  throw none
}
