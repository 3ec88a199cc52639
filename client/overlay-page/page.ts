import type { OverlayNumbers, OverlayState } from '#api/contract/overlay.ts'
import { connect } from '#client/overlay-page/connect.ts'
import { part } from '#client/overlay-page/element.ts'
import { createMedia, fetchMedium } from '#client/overlay-page/media.ts'
import { browserMemory, createPlayer } from '#client/overlay-page/play-alerts.ts'
import { showAlert } from '#client/overlay-page/show-alert.ts'
import { showNumbers } from '#client/overlay-page/show-numbers.ts'

/** The secret stands behind the hash sign, which browsers send nowhere. */
const token = location.hash.slice(1)
let artwork: string | null = null
const media = createMedia((id) => fetchMedium(token, id))

const play = createPlayer(
  {
    show: (alert, signal) => showAlert(alert, { artwork, media }, signal),
    begun: ({ place }) => {
      // So that the studio sees it; where that fails it is shown all the same.
      fetch(`/overlay/shown/${place}`, { method: 'POST', headers: { 'X-Overlay': token } }).catch(() => {})
    },
  },
  browserMemory,
)

function dress(state: OverlayState): void {
  document.documentElement.lang = state.language
  document.documentElement.style.setProperty('--accent', state.settings.accent)
}

function note(text: string | null): void {
  const place = part('.overlay-note')
  place.hidden = text === null
  place.textContent = text
}

const hear: Record<string, (json: string) => void> = {
  state: (json) => {
    const now: OverlayState = JSON.parse(json)
    dress(now)
    media.expect(now.media)
    play(now)
  },
  numbers: (json) => {
    const now: OverlayNumbers = JSON.parse(json)
    showNumbers(now)
  },
  look: (json) => {
    artwork = JSON.parse(json)
  },
}

if (token === '') note('This overlay’s address is not whole: copy it anew in the studio.')
else
  void connect(token, {
    event: (name, data) => hear[name]?.(data),
    gone: () => note('This overlay has another address now. Copy it in the studio.'),
    // A line that is down is nobody’s business on screen: what is missed comes once it stands.
    state: (isUp) => document.documentElement.toggleAttribute('data-cut', !isUp),
  })

// Another address in the same window is another overlay.
addEventListener('hashchange', () => location.reload())
