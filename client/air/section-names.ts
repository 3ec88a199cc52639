import type { SectionKind } from '#api/contract/air/item.ts'

/** What the sections are called. */
export const SECTION_NAMES: Record<SectionKind, string> = {
  baller: 'Baller boosts',
  boosts: 'Boosts',
  fiat: 'Fiat boosts',
  member: 'Member boosts',
  thanks: 'Thanks',
}
