import type { Claimed } from '#api/boost/claim/claimed.ts'
import type { DerivedBoost } from '#api/boost/claim/derive-boost.ts'
import { isBeginningOf, isCut, plainWords } from '#api/metadata/own-words.ts'
import { appKey, nameKey, shownName } from '#api/supporter/name-key.ts'

/**
 * Fills what the payments of a boost leave blank with what was claimed of it. What the payments say holds, but for a message that
 * was cut on their way.
 * @param claims in the order in which they were sent
 * @returns the boost, and what the claims say otherwise, as a sentence or null
 */
export function fillFromClaims(
  derived: DerivedBoost,
  claims: readonly Claimed[],
): { filled: DerivedBoost; difference: string | null } {
  if (claims.length === 0) return { filled: derived, difference: null }
  const say = <Name extends keyof Claimed>(name: Name) =>
    claims.find((claim) => claim[name] !== null)?.[name] ?? null
  const named = derived.sender_name === null && derived.supporter_id === null ? say('sender_name') : null
  const sender = named === null ? null : claims.find(({ sender_name }) => sender_name === named)
  const fiat = claims.find(({ fiat_currency }) => fiat_currency !== null)
  const hasPrice = derived.price_currency !== null || derived.fiat_currency !== null
  const filled = {
    ...derived,
    episode_id: derived.episode_id ?? say('episode_id'),
    supporter_id: derived.supporter_id ?? sender?.supporter_id ?? null,
    sender_name: derived.sender_name ?? (named === null ? null : shownName(named)),
    app: derived.app ?? say('app'),
    message: wholeMessage(derived.message, claims),
    position_s: derived.position_s ?? say('position_s'),
    link: derived.link ?? say('link'),
    playing: derived.playing ?? say('playing'),
    price_amount_minor: hasPrice ? derived.price_amount_minor : (fiat?.fiat_amount_minor ?? null),
    price_currency: hasPrice ? derived.price_currency : (fiat?.fiat_currency ?? null),
  }
  return { filled, difference: differenceOf(filled, claims) }
}

/** The whole of a message that a wallet cut, at whichever length, or lost. */
function wholeMessage(message: string | null, claims: readonly Claimed[]): string | null {
  const told = claims.flatMap((claim) => claim.message ?? [])
  if (message === null) return told[0] ?? null
  const begins = plainWords(message)
  const isWhole = (other: string) =>
    isBeginningOf(message, other) || (isCut(message) && plainWords(other).startsWith(begins))
  return told.find(isWhole) ?? message
}

/** What the claims of a boost say otherwise than it does. */
function differenceOf(boost: DerivedBoost, claims: readonly Claimed[]): string | null {
  const others = new Set<string>()
  for (const { message, app, sender_name, episode_id, claimed_msat } of claims) {
    if (message !== null && !(boost.message ?? '').startsWith(message))
      others.add(`another message (${message})`)
    if (app !== null && appKey(app) !== appKey(boost.app)) others.add(`another app (${app})`)
    if (sender_name !== null && nameKey(sender_name) !== nameKey(boost.sender_name))
      others.add(`another name (${shownName(sender_name)})`)
    if (episode_id !== null && episode_id !== boost.episode_id) others.add('another episode')
    if (claimed_msat !== null && isOther(claimed_msat, boost))
      others.add(`another amount (${claimed_msat / 1000} sats)`)
  }
  return others.size > 0 ? `What was claimed differs: ${[...others].join('; ')}.` : null
}

/** Apps claim whole sats, and each recipient's part is rounded down to some. */
function isOther(claimed: number, { claimed_msat }: DerivedBoost): boolean {
  return claimed_msat !== null && Math.abs(claimed - claimed_msat) >= 10_000
}
