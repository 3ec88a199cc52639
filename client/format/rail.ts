import { t } from '#client/language/shared.ts'
/** The ways that money comes, as screens name them. */
export const RAIL_NAMES = {
  keysend: t('Keysend'),
  bolt11: t('Invoice'),
  lnaddress: t('Lightning address'),
  onchain: t('On chain'),
  card: t('Card'),
  ach: t('Bank transfer'),
  free: t('Free boosts'),
}

/** The name of a way; one that is not known bears its own. */
export function nameRail(rail: string): string {
  return isRail(rail) ? RAIL_NAMES[rail] : rail
}

/** Whether it is one of the ways that are known. */
export function isRail(value: string): value is keyof typeof RAIL_NAMES {
  return Object.hasOwn(RAIL_NAMES, value)
}
