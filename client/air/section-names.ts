import type { BoostSectionKind, SectionKind } from '#api/contract/air/item.ts'

/** What the sections are called. */
export const SECTION_NAMES: Record<SectionKind, string> = {
  baller: 'Baller boosts',
  boosts: 'Boosts',
  fiat: 'Fiat boosts',
  member: 'Member boosts',
  thanks: 'Thanks',
}

/** Also that of what was claimed, which no host can put anywhere else. */
export const BOOST_SECTION_NAMES: Record<BoostSectionKind, string> = {
  ...SECTION_NAMES,
  unproven: 'Not seen in a wallet of yours',
}
