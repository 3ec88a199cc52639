import type { WaySettings } from '#api/contract/outgoing/way.ts'
import { countOf } from '#client/format/sats.ts'

const BODIES = { readout: 'Readout’s own JSON', helipad: 'Helipad’s JSON', template: 'a message' }

/** What a way is: `a message to discord.com`. */
export function formatWay(settings: WaySettings): string {
  const own = 'own_network' in settings && settings.own_network ? ', in your own network' : ''
  switch (settings.kind) {
    case 'webhook':
      return `${BODIES[settings.body.kind]} to ${settings.host}${own}`
    case 'mail':
      return `a mail to ${settings.recipients.join(', ')} by ${settings.server}${own}`
    case 'nostr':
      return `a note by ${settings.npub.slice(0, 12)}… on ${countOf(settings.relays.length, 'relay', 'relays')}`
    case 'osc':
      return `OSC ${settings.path} to ${settings.host}:${settings.port}${own}`
    case 'studio':
      return [
        ...(settings.sound ? [`the sound “${settings.sound.name}”`] : []),
        ...(settings.midi ? [`MIDI note ${settings.midi.note}`] : []),
      ].join(' and ')
  }
}
