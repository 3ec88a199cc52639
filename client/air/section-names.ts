import type { BoostSectionKind, SectionKind } from '#api/contract/air/item.ts'
import { t } from '#client/air/words.ts'

/** What the sections are called. */
export const SECTION_NAMES: Record<SectionKind, string> = {
  baller: t('Baller boosts'),
  boosts: t('Boosts'),
  fiat: t('Fiat boosts'),
  member: t('Member boosts'),
  thanks: t('Thanks'),
}

/** Also that of what was claimed, which no host can put anywhere else. */
export const BOOST_SECTION_NAMES: Record<BoostSectionKind, string> = {
  ...SECTION_NAMES,
  unproven: t('Not seen in a wallet of yours'),
}
