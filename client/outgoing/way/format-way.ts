import type { WaySettings } from '#api/contract/outgoing/way.ts'
import { t } from '#client/outgoing/words.ts'

const BODIES = { readout: t('Readout’s own JSON'), helipad: t('Helipad’s JSON'), template: t('a message') }

/** What a way is: `a message to discord.com`. */
export function formatWay(settings: WaySettings): string {
  const own = 'own_network' in settings && settings.own_network ? `, ${t('in your own network')}` : ''
  switch (settings.kind) {
    case 'webhook':
      return t('{bodies} to {host}{own}', { bodies: BODIES[settings.body.kind], host: settings.host, own })
    case 'mail':
      return t('a mail to {recipients} by {server}{own}', {
        recipients: settings.recipients.join(', '),
        server: settings.server,
        own,
      })
    case 'nostr':
      return t('a note by {npub}… on {count, plural, one {# relay} other {# relays}}', {
        npub: settings.npub.slice(0, 12),
        count: settings.relays.length,
      })
    case 'osc':
      return t('OSC {path} to {host}:{port}{own}', {
        path: settings.path,
        host: settings.host,
        port: settings.port,
        own,
      })
    case 'studio':
      return [
        ...(settings.sound ? [t('the sound “{name}”', { name: settings.sound.name })] : []),
        ...(settings.midi ? [t('MIDI note {note}', { note: settings.midi.note })] : []),
      ].join(' and ')
  }
}
