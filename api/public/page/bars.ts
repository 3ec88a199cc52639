import { type Html, html } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { sats } from '#api/public/page/parts.ts'

/** One bar: what was boosted, and beneath it what was streamed. */
export type Bar = { name: string; full: string; href: string | null; boosted: number; streamed: number }

const HEIGHT = 150
const STEP = 40
const GAP = 5

/**
 * Bars of boosted and streamed sats with the last one in words below and a table behind them. Readable without script; the small
 * script reads out the others on hover and by keyboard.
 * @param caption what the bars are, e.g. `By episode`
 */
export function bars(caption: string, rows: readonly Bar[], format: Format): Html {
  const { t, say } = format
  const said = ({ full, boosted, streamed }: Pick<Bar, 'full' | 'boosted' | 'streamed'>) =>
    t('plot.said', { name: full, boosted: format.sats(boosted), streamed: format.sats(streamed) })
  const most = Math.max(1, ...rows.map(({ boosted, streamed }) => boosted + streamed))
  const scale = (msat: number) => Math.max(msat > 0 ? 1 : 0, Math.round((msat / most) * HEIGHT))
  const width = rows.length * STEP
  const last = rows.at(-1)
  return html`
    <figure class="plot" data-plot>
      <svg viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${t('plot.label', { caption })}">
        ${rows.map(({ full, boosted, streamed }, at) => {
          const b = scale(boosted)
          const s = scale(streamed)
          return html`<g data-said="${said({ full, boosted, streamed })}">
            <rect class="hit" x="${at * STEP}" y="0" width="${STEP}" height="${HEIGHT}"></rect>
            <rect class="boosted" x="${at * STEP + GAP / 2}" y="${HEIGHT - b - s}" width="${STEP - GAP}" height="${b}"></rect>
            <rect class="streamed" x="${at * STEP + GAP / 2}" y="${HEIGHT - s}" width="${STEP - GAP}" height="${s}"></rect>
          </g>`
        })}
      </svg>
      <figcaption>
        <span><bdi>${rows[0]?.name}</bdi></span>
        <span class="legend">${say('plot.legend', { boosted: html`<span class="boosted">${t('plot.boosted')}</span>`, streamed: html`<span class="streamed">${t('plot.streamed')}</span>` })}</span>
        <span><bdi>${rows.length > 1 && rows.at(-1)?.name}</bdi></span>
      </figcaption>
      <p class="plot-said" role="status">${last && said(last)}</p>
      <details>
        <summary>${t('plot.table')}</summary>
        <table class="numbers">
          <caption class="unseen">${caption}</caption>
          <thead><tr><th scope="col">${caption}</th><th scope="col" class="end">${t('plot.boosted-head')}</th><th scope="col" class="end">${t('plot.streamed-head')}</th></tr></thead>
          <tbody>${[...rows].reverse().map(
            ({ full, href, boosted, streamed }) => html`
            <tr><th scope="row">${href ? html`<a href="${href}"><bdi>${full}</bdi></a>` : html`<bdi>${full}</bdi>`}</th>
              <td class="end">${sats(boosted, format)}</td><td class="end">${sats(streamed, format)}</td></tr>`,
          )}</tbody>
        </table>
      </details>
    </figure>`
}
