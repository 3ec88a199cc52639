import type { OverlayAlert } from '#api/contract/overlay.ts'
import { auto, element, part } from '#client/overlay-page/element.ts'
import { type Media, pictureAddress } from '#client/overlay-page/media.ts'
import { say } from '#client/overlay-page/say.ts'
import { isTone, playMedium, playTone } from '#client/overlay-page/sounds.ts'
import { stand } from '#client/overlay-page/stand.ts'

const LEAVE_MS = 250
const PIECES = 28

type Shown = { artwork: string | null; media: Media }

/** Shows one alert for as long as its rule says, or its sound and its voice need. @param shown the show's picture, and its own ones */
export async function showAlert(alert: OverlayAlert, shown: Shown, signal: AbortSignal): Promise<void> {
  const { rule } = alert
  const card = draw(alert, await findPicture(rule.image, shown, signal))
  if (signal.aborted) return
  const place = part('.overlay-alert')
  place.replaceChildren(card)
  try {
    if (rule.image === 'burst') burst(card)
    await Promise.all([stand(rule.seconds * 1000, signal), sound(alert, shown.media, signal)])
    card.classList.add('is-leaving')
    await stand(LEAVE_MS, signal)
  } finally {
    card.remove()
  }
}

type Picture = { src: string; isOwn: boolean }

async function findPicture(
  image: string,
  { artwork, media }: Shown,
  signal: AbortSignal,
): Promise<Picture | null> {
  if (image === 'none' || image === 'burst') return null
  if (image === 'artwork') return artwork === null ? null : { src: artwork, isOwn: false }
  const medium = await media.find(image, signal)
  return medium && { src: await pictureAddress(medium), isOwn: true }
}

/** What is heard: a sound, and then the voice, where one is wanted; words are not lost in a long sound. */
async function sound({ rule, title, words }: OverlayAlert, media: Media, signal: AbortSignal): Promise<void> {
  if (isTone(rule.sound)) playTone(rule.sound)
  else await playMedium(await media.find(rule.sound, signal), signal)
  if (rule.say) await say([title, words].filter(Boolean).join('. '), document.documentElement.lang, signal)
}

function draw({ kind, title, amount, words, rest }: OverlayAlert, found: Picture | null) {
  const picture = found && element('img', found.isOwn ? 'overlay-picture is-own' : 'overlay-picture')
  if (picture) Object.assign(picture, { src: found.src, alt: '' })
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
