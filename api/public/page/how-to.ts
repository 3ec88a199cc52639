import type { PublicShow } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { qrCode } from '#api/public/page/qr.ts'

/** With which apps a show can be paid, at which address, and who gets what of it. */
export function howTo({ lightning_address, title, splits, boost_with }: PublicShow, format: Format): Html {
  const { t, say } = format
  return html`
    <section class="how" id="how"><h2>${t('how.title')}</h2>
      <p>${say('how.words', { title: html`<bdi>${title}</bdi>` })} ${boost_with.length > 0 && t('how.try')}</p>
      ${
        boost_with.length > 0 &&
        html`<ul class="apps">${boost_with.map(
          ({ app, url }) => html`<li><a href="${url}" rel="noopener"><bdi>${app}</bdi></a></li>`,
        )}</ul>`
      }
      ${lightning_address && atAddress(lightning_address, format)}
      ${splits.length > 0 && splitList(splits, format)}
    </section>`
}

function atAddress(address: string, { t, say }: Format): Piece {
  const link = `lightning:${address}`
  return html`
      <div class="pay">
        ${qrCode(link, t('how.qr', { address }))}
        <p>${say('how.address', { address: html`<a href="${link}"><code>${address}</code></a>` })}</p>
      </div>`
}

/** Who gets which part, as the feed tells apps to pay them. */
function splitList(splits: PublicShow['splits'], format: Format): Html {
  return html`
      <h3>${format.t('how.splits')}</h3>
      <ol class="ranks plain">${splits.map(
        ({ name, share, fee }) => html`
        <li><span class="who"><bdi>${name ?? format.t('name.wallet')}</bdi>${fee && html` <span class="tag">${format.t('how.fee')}</span>`}</span>
          <span class="amount">${format.percent(share * 100)}</span></li>`,
      )}</ol>`
}
