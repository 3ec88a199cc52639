import type { PublicShow } from '#api/contract/public.ts'
import { type Html, html, type Piece } from '#api/page/html.ts'
import type { Format } from '#api/public/page/format.ts'
import { qrCode } from '#api/public/page/qr.ts'

/** With which apps a show can be paid, at which address, and who gets what of it. */
export function howTo({ lightning_address, title, splits, boost_with }: PublicShow, format: Format): Html {
  return html`
    <section class="how" id="how"><h2>How to boost</h2>
      <p>Listen to <bdi>${title}</bdi> in an app that can send sats: stream them while you listen, or press boost and say something
        to the hosts. ${boost_with.length > 0 && 'Try one of these:'}</p>
      ${
        boost_with.length > 0 &&
        html`<ul class="apps">${boost_with.map(
          ({ app, url }) => html`<li><a href="${url}" rel="noopener">${app}</a></li>`,
        )}</ul>`
      }
      ${lightning_address && atAddress(lightning_address)}
      ${splits.length > 0 && splitList(splits, format)}
    </section>`
}

function atAddress(address: string): Piece {
  const link = `lightning:${address}`
  return html`
      <div class="pay">
        ${qrCode(link, `QR code of the Lightning address ${address}`)}
        <p>Or pay the Lightning address <a href="${link}"><code>${address}</code></a> from any wallet. A message can be sent
          along where the wallet lets you add a comment.</p>
      </div>`
}

/** Who gets which part, as the feed tells apps to pay them. */
function splitList(splits: PublicShow['splits'], format: Format): Html {
  return html`
      <h3>Who gets what of a boost</h3>
      <ol class="ranks plain">${splits.map(
        ({ name, share, fee }) => html`
        <li><span class="who"><bdi>${name ?? 'A wallet without a name'}</bdi>${fee && html` <span class="tag">fee</span>`}</span>
          <span class="amount">${format.percent(share * 100)}</span></li>`,
      )}</ol>`
}
