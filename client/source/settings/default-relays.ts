/** Where boosts of podcast apps are posted, and where people say who they are; the service has the same list. */
export const DEFAULT_RELAYS = [
  'wss://relay.fountain.fm',
  'wss://nos.lol',
  'wss://relay.damus.io',
  'wss://relay.primal.net',
  'wss://relay.ditto.pub',
  'wss://relay.mostr.pub',
  'wss://relay.wavlake.com',
  'wss://purplepag.es',
]
