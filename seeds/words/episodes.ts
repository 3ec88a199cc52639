const DAY_MS = 24 * 3600 * 1000
const WEEK_MS = 7 * DAY_MS

/** The show's 458th, which the numbers of the others are counted from: it comes out every Sunday. */
const KNOWN = { number: 458, at: Date.UTC(2022, 4, 15, 19) }

export type Episode = { number: number; title: string; guid: string; published_at: Date }

/** Episode 458, as it is in the feed. */
export const EPISODE_458: Episode = {
  number: 458,
  title: "458: NVIDIA's New View",
  guid: 'f1766a53-4364-4c50-b6c4-4740f0ec1628',
  published_at: new Date(KNOWN.at),
}

/** Made up, for the episodes around the known one and for those of late. */
const OF_2022 = ['A Desk Full of Laptops', 'The Upgrade Weekend', 'Butter on Both Sides'] as const
const OF_LATE = [
  'Ship of Tuxes',
  'Immutable Feelings',
  'The Great Homelab Move',
  'Wayland at Last',
  'Rust in the Rafters',
  'One Flake Too Many',
  'The Sound of One Fan Spinning',
  'Kernel of Truth',
  'Old Laptop, New Tricks',
  'A Snapshot of Happiness',
  'Containers All the Way Down',
  'The Quiet Distro',
  'Bootloader Blues',
  'Self-Signed and Sealed',
  'Two Hosts, One Terminal',
  'The Config Confessional',
] as const

/**
 * The demo's episodes, oldest first: some of May 2022, and some of the last year and a half, towards now each week's.
 * @param now the last Sunday before it has the newest
 */
export function makeEpisodes(now: Date): Episode[] {
  const early = [456, 457, 459].map((number, index) => made(number, OF_2022[index] ?? ''))
  const newest = KNOWN.number + Math.floor((now.getTime() - KNOWN.at) / WEEK_MS)
  const weeksBack = [76, 64, 54, 44, 36, 28, 22, 16, 11, 8, 5, 4, 3, 2, 1, 0]
  const late = weeksBack.map((weeks, index) => made(newest - weeks, OF_LATE[index] ?? ''))
  return [...early, EPISODE_458, ...late]
    .filter(({ published_at }) => published_at < now)
    .sort((a, b) => a.number - b.number)
}

function made(number: number, title: string): Episode {
  return {
    number,
    title: `${number}: ${title}`,
    guid: `demo-episode-${number}`,
    published_at: new Date(KNOWN.at + (number - KNOWN.number) * WEEK_MS),
  }
}
