/** The ways that money comes, as screens name them. */
export const RAIL_NAMES = {
  keysend: 'Keysend',
  bolt11: 'Invoice',
  lnaddress: 'Lightning address',
  onchain: 'On chain',
  card: 'Card',
  ach: 'Bank transfer',
  free: 'Free boosts',
}

/** The name of a way; one that is not known bears its own. */
export function nameRail(rail: string): string {
  return isRail(rail) ? RAIL_NAMES[rail] : rail
}

/** Whether it is one of the ways that are known. */
export function isRail(value: string): value is keyof typeof RAIL_NAMES {
  return Object.hasOwn(RAIL_NAMES, value)
}
