import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Language } from '#api/contract/language.ts'
import type { PublicMessagePage, PublicShow } from '#api/contract/public.ts'
import { oneLine } from '#api/lib/one-line.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { chiefGoal, goalPart } from '#api/public/page/goal.ts'
import { countOf, message, messages, ranks, sats, totalOf } from '#api/public/page/parts.ts'

/** What can stand in another site's page. */
export const EMBEDS = ['ticker', 'leaderboard', 'goal', 'last'] as const
export type Embed = (typeof EMBEDS)[number]

/** How it looks there; what is no such choice is none. */
export const embedQuery = z.object({
  theme: z.enum(['light', 'dark', 'auto']).catch('auto'),
  /** A colour as six hexadecimal digits, for what is not text. */
  accent: z
    .string()
    .regex(/^[0-9a-f]{6}$/i)
    .transform((digits) => digits.toLowerCase())
    .nullable()
    .catch(null),
  /** Which goal, where there are several. */
  goal: z.uuid().nullable().catch(null),
})
export type EmbedLook = z.infer<typeof embedQuery>

const RANKS = 5
const MESSAGES = 5
const BARE =
  '<!doctype html><html lang="en" data-embed><head><meta charset="utf-8"><!--head--></head><body><!--main--></body></html>'

/** Loads the built page that embeds are set in. */
export async function loadEmbedLayout(
  folder: string,
): Promise<(title: string, language: Language, main: Html, look: EmbedLook) => string> {
  const built = await readFile(join(folder, 'embed.html'), 'utf8').catch(() => BARE)
  return (title, language, main, { theme, accent }) =>
    built
      .replace('<html lang="en"', `<html lang="${language}"`)
      .replace(' data-embed', theme === 'auto' ? '' : ` data-theme="${theme}"`)
      .replace('<!--head-->', () => {
        const style = accentStyle(accent)
        const tint = style && `<style>${style}</style>`
        return (
          html`<title>${oneLine(title)}</title><meta name="robots" content="noindex" />`.text + (tint ?? '')
        )
      })
      .replace('<!--main-->', () => main.text)
}

/** The one style that is said in the page itself; null: the usual colours. */
function accentStyle(accent: string | null): string | null {
  return accent && `html:root{--sat-fill:#${accent}}main.public.embed{border-color:#${accent}}`
}

/** The policy of an embed: any site may frame it, and it runs nothing. */
export function embedPolicy({ accent }: EmbedLook): string {
  const style = accentStyle(accent)
  const own = style ? ` 'sha256-${hash('sha256', style, 'base64')}'` : ''
  return `default-src 'none';style-src 'self'${own};img-src 'self';font-src 'self';base-uri 'none';form-action 'none';frame-ancestors *`
}

/** A show's numbers, names or words for another site's page. */
export function embedOfShow(kind: Embed, show: PublicShow, { goal }: EmbedLook, format: Format): Html {
  const parts: Record<Embed, () => Piece> = {
    ticker: () => ticker(show, format),
    leaderboard: () => leaderboard(show, format),
    goal: () => goalOf(show, goal, format),
    last: () => lastMessages(show, format),
  }
  return frame(show, kind, parts[kind]())
}

/** One message for another site's page. */
export function embedOfMessage({ show, message: row }: PublicMessagePage, format: Format): Html {
  return frame(show, 'message', html`<ul class="messages">${message(show, row, format, 'show')}</ul>`)
}

function frame({ slug, title }: { slug: string; title: string }, kind: string, inside: Piece): Html {
  return html`
    <main class="public embed" data-kind="${kind}">
      <p class="kicker"><a href="/s/${slug}"><bdi>${title}</bdi></a></p>
      ${inside}
    </main>`
}

function ticker({ this_month, all_time, messages: [last] }: PublicShow, format: Format): Html {
  const { t, say } = format
  const month = totalOf(this_month)
  const total = totalOf(all_time)
  const said = [
    month !== null && say('ticker.month', { sats: sats(month, format, true) }),
    total !== null && say('ticker.ever', { sats: sats(total, format, true) }),
    t('ticker.from', { supporters: countOf(all_time.supporters, 'supporters', format) }),
    last && say('ticker.last', { name: html`<bdi>${last.supporter.name}</bdi>` }),
  ].filter(Boolean)
  return html`<p class="said">${said.map((piece, at) => [at > 0 && ' · ', piece])}</p>`
}

function leaderboard({ slug, supporters }: PublicShow, format: Format): Html {
  const [title, rows] =
    supporters.this_month.length > 0
      ? [format.t('section.this-month'), supporters.this_month]
      : [format.t('section.all-time'), supporters.all_time]
  return rows.length > 0
    ? html`<h1>${title}</h1>${ranks(slug, rows.slice(0, RANKS), format)}`
    : html`<p>${format.t('embed.no-boosts')}</p>`
}

function goalOf(show: PublicShow, wanted: string | null, format: Format): Html {
  const goal = show.goals.find(({ id }) => id === wanted) ?? chiefGoal(show.goals)
  return goal ? goalPart(goal, show, format) : html`<p>${format.t('goal.none')}</p>`
}

function lastMessages(show: PublicShow, format: Format): Html {
  const rows = show.messages.slice(0, MESSAGES)
  return rows.length > 0
    ? messages(show, rows, format, 'show')
    : html`<p>${format.t('embed.no-messages')}</p>`
}
