/** Apps that send boosts, with their sites and what they pay: nodes by keysend, Lightning addresses, or both. */
export const KNOWN_APPS: readonly KnownApp[] = [
  { app: 'Fountain', url: 'https://fountain.fm/', pays: ['node', 'address'] },
  { app: 'Castamatic', url: 'https://castamatic.com/', pays: ['node', 'address'] },
  { app: 'Podverse', url: 'https://podverse.fm/', pays: ['node', 'address'] },
  { app: 'TrueFans', url: 'https://truefans.fm/', pays: ['node', 'address'] },
  { app: 'PodcastGuru', url: 'https://podcastguru.io/', pays: ['node', 'address'] },
  { app: 'CurioCaster', url: 'https://curiocaster.com/', pays: ['node'] },
]

type Payable = 'node' | 'address'
type KnownApp = { app: string; url: string; pays: readonly Payable[] }

/**
 * The apps that can pay what a value block names, those first that listeners of the show used most.
 * @param asked what kinds of recipients it has; none: it is not known
 * @param used apps' names as payments give them, the most used first
 */
export function appsThatFit(asked: readonly Payable[], used: readonly string[]): KnownApp[] {
  const place = ({ app }: KnownApp) => {
    const at = used.findIndex((name) => plain(name) === plain(app))
    return at < 0 ? used.length : at
  }
  return KNOWN_APPS.filter(
    (one) => asked.every((kind) => one.pays.includes(kind)) || place(one) < used.length,
  ).toSorted((one, other) => place(one) - place(other))
}

/** `Podcast Guru` and `PodcastGuru` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
