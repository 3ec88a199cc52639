/** A listener of the demo: the names under which they send (most have one), the app, and how often they boost. */
export type Listener = { names: readonly [string, ...string[]]; app: App; id?: string; weight: number }

export type App =
  | 'Fountain'
  | 'Podverse'
  | 'Castamatic'
  | 'CurioCaster'
  | 'Podcast Guru'
  | 'Breez'
  | 'TrueFans'

/** Names that are made up, but for those whose boosts were read in episode 458. */
export const LISTENERS: readonly [Listener, ...Listener[]] = [
  { names: ['sirlurksalot'], app: 'Fountain', id: 'fountain-lurks', weight: 7 },
  { names: ['marcel', '@marcel'], app: 'Podverse', weight: 6 },
  { names: ['winebear', 'WineBear '], app: 'Fountain', id: 'fountain-bear', weight: 8 },
  { names: ['crashmaster18'], app: 'Castamatic', weight: 7 },
  { names: ['@tilde_maria', 'tilde_maria'], app: 'Fountain', id: 'fountain-maria', weight: 6 },
  { names: ['NixOrNothing'], app: 'Fountain', weight: 9 },
  { names: ['old-iron'], app: 'CurioCaster', weight: 5 },
  { names: ['Zoë from Zürich'], app: 'Fountain', weight: 4 },
  { names: ['مهند'], app: 'Podverse', weight: 3 },
  { names: ['דניאל'], app: 'Fountain', weight: 3 },
  { names: ['ペンギン愛好家'], app: 'Fountain', weight: 3 },
  { names: ['🐧 tux enough'], app: 'Fountain', weight: 4 },
  { names: ['Distro Stu', 'distro stu', 'DISTRO STU'], app: 'Podverse', weight: 7 },
  { names: ['Ferris Wheel'], app: 'Castamatic', weight: 4 },
  { names: ['the_third_nas'], app: 'Fountain', weight: 5 },
  { names: ['Ganymede'], app: 'Fountain', weight: 8 },
  { names: ['bob the backup'], app: 'Podcast Guru', weight: 5 },
  { names: ['apt-get-annie'], app: 'Fountain', weight: 6 },
  { names: ['SegfaultSally'], app: 'Fountain', weight: 6 },
  { names: ['user-1729'], app: 'Breez', weight: 3 },
  { names: ['Commodore Cody'], app: 'Castamatic', weight: 4 },
  { names: ['grumpy sysadmin'], app: 'Fountain', weight: 5 },
  { names: ['Lena'], app: 'TrueFans', weight: 4 },
  { names: ['RAID Zero Hero'], app: 'Fountain', weight: 4 },
  { names: ['kwinkle'], app: 'Podverse', weight: 4 },
  { names: ['pacman -Syu'], app: 'Fountain', weight: 5 },
  { names: ['Tumbleweed Tom'], app: 'CurioCaster', weight: 3 },
  { names: ['ssh_whisperer'], app: 'Fountain', weight: 4 },
  { names: ['Mo'], app: 'Fountain', weight: 3 },
  { names: ['Quokka'], app: 'Podcast Guru', weight: 3 },
  { names: ['anonymous'], app: 'Fountain', weight: 6 },
  { names: ['Anon'], app: 'Breez', weight: 3 },
]

/** One of the show itself, whose boosts are tests. */
export const HOST: Listener = { names: ['Studio test'], app: 'Fountain', weight: 0 }

/** What hosts know of some. */
export const NOTES: Record<string, { say_as?: string; note?: string }> = {
  sirlurksalot: { say_as: 'Sir Lurks-a-Lot', note: 'Has satellite internet out in the country' },
  tilde_maria: { say_as: 'Tilda Maria', note: 'Runs the meetup in the north' },
  مهند: { say_as: 'Mohannad' },
  דניאל: { say_as: 'Daniel' },
  ペンギン愛好家: { say_as: 'Penguin eye-KOH-kah: the penguin lover' },
  NixOrNothing: { note: 'Wrote the config that half of the chat uses' },
}
