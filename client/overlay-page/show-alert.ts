import type { OverlayAlert } from '#api/contract/overlay.ts'
import { auto, element, part } from '#client/overlay-page/element.ts'
import { say } from '#client/overlay-page/say.ts'
import { playSound } from '#client/overlay-page/sounds.ts'

const LEAVE_MS = 250
const PIECES = 28

/** Shows one alert for as long as its rule says, or its voice needs. @param artwork the show's picture */
export async function showAlert(
  alert: OverlayAlert,
  artwork: string | null,
  signal: AbortSignal,
): Promise<void> {
  const { rule, words, title } = alert
  const card = draw(alert, artwork)
  const place = part('.overlay-alert')
  place.replaceChildren(card)
  try {
    playSound(rule.sound)
    if (rule.image === 'burst') burst(card)
    const said = rule.say
      ? say([title, words].filter(Boolean).join('. '), document.documentElement.lang, signal)
      : null
    await Promise.all([stand(rule.seconds * 1000, signal), said])
    card.classList.add('is-leaving')
    await stand(LEAVE_MS, signal)
  } finally {
    card.remove()
  }
}

function draw({ kind, title, amount, words, rest, rule }: OverlayAlert, artwork: string | null) {
  const picture = rule.image === 'artwork' && artwork !== null && element('img', 'overlay-picture')
  if (picture) Object.assign(picture, { src: artwork, alt: '' })
  return element(
    'article',
    `overlay-card is-${kind}`,
    picture,
    element(
      'div',
      'overlay-lines',
      element(
        'p',
        'overlay-who',
        auto(element('strong', '', title)),
        amount !== null && element('span', 'overlay-amount', amount),
      ),
      words !== null && words !== '' && auto(element('p', 'overlay-words', words)),
      rest !== null && auto(element('p', 'overlay-rest', rest)),
    ),
  )
}

/** Throws pieces of the accent's colour out of the card; still where the viewer wants nothing to move. */
function burst(card: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (let at = 0; at < PIECES; at++) {
    const piece = element('i', 'overlay-piece')
    card.append(piece)
    const angle = (at / PIECES) * 2 * Math.PI
    const far = 120 + ((at * 37) % 110)
    const to = `translate(${Math.cos(angle) * far * 1.6}px, ${Math.sin(angle) * far}px) rotate(${at * 40}deg)`
    const flight = piece.animate(
      [
        { transform: 'translate(0, 0)', opacity: 1 },
        { transform: to, opacity: 1, offset: 0.6 },
        { transform: `${to} translateY(60px)`, opacity: 0 },
      ],
      { duration: 1400 + ((at * 53) % 500), easing: 'cubic-bezier(.15,.7,.3,1)', fill: 'forwards' },
    )
    flight.onfinish = () => piece.remove()
  }
}

function stand(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
