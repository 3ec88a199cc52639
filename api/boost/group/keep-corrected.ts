import type { DerivedBoost } from '#api/boost/claim/derive-boost.ts'
import { LATE_DETAILS } from '#api/payment/boost-details.ts'
import type { Boost } from '#db/schema/boost.ts'

/** What late metadata may not change of a boost that was read on air or corrected by hand, as it is told. */
const SPOKEN: Record<(typeof LATE_DETAILS)[number], string> = {
  episode_id: 'another episode',
  supporter_id: 'another supporter',
  sender_name: 'another name',
  app: 'another app',
  message: 'another message',
  position_s: 'another position',
  claimed_msat: 'another claim',
  link: 'another link',
  playing: 'something else was on',
}

/** Whether a boost was read on air or corrected by hand, so that what it says stays. */
export function isKept(boost: Pick<Boost, 'read_at' | 'corrected_at'>): boolean {
  return boost.read_at !== null || boost.corrected_at !== null
}

/**
 * Late metadata may change a boost until it was read on air or corrected by hand; afterwards it only fills blanks, and the
 * difference is shown.
 * @param difference what was claimed otherwise, as a sentence
 * @returns what the boost becomes, with the difference as a sentence or null
 */
export function keepCorrected(
  known: Boost,
  derived: DerivedBoost,
  difference: string | null = null,
): DerivedBoost & { difference: string | null } {
  if (!isKept(known)) return { ...derived, difference }
  const blanks: Partial<DerivedBoost> = {}
  const others: string[] = []
  for (const column of LATE_DETAILS) {
    // What no wallet had received was no claim that a wallet bore out.
    if (column === 'claimed_msat' && known.claim === 'unproven') continue
    if (known[column] === null && !known.corrected_columns.includes(column)) continue
    Object.assign(blanks, { [column]: known[column] })
    if (derived[column] !== null && derived[column] !== known[column]) others.push(describe(column, derived))
  }
  const later = others.length > 0 ? `A later report says: ${others.join('; ')}.` : null
  return {
    ...derived,
    ...blanks,
    ...placeOf(known, derived),
    difference: later ?? difference ?? known.difference,
  }
}

/** Of another show than what was kept, the episode goes with its show. */
function placeOf(known: Boost, derived: DerivedBoost): Partial<DerivedBoost> {
  if (known.show_id === derived.show_id) return {}
  const { show_id, episode_id } = known.corrected_at ? known : derived
  return { show_id, episode_id }
}

function describe(column: (typeof LATE_DETAILS)[number], derived: DerivedBoost): string {
  const value = derived[column]
  return column === 'episode_id' || column === 'supporter_id'
    ? SPOKEN[column]
    : `${SPOKEN[column]} (${value})`
}
