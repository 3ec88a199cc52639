import type { Reading } from '#api/metadata/reading.ts'

/** One reading of several of the same payment, best first: the first that says something of a thing counts for it. */
export function mergeReadings(readings: readonly Reading[]): Reading | null {
  const [best, ...others] = readings
  if (!best) return null
  return others.reduce(fill, best)
}

function fill(own: Reading, other: Reading): Reading {
  return {
    action: own.action ?? other.action,
    show: { ...other.show, ...own.show },
    episode: { ...other.episode, ...own.episode },
    remote: own.remote ?? other.remote,
    app: own.app.name === undefined ? { ...other.app, ...own.app } : own.app,
    sender: { ...other.sender, ...own.sender },
    message: whole(own.message, other.message),
    position_s: own.position_s ?? other.position_s,
    claimed_msat: own.claimed_msat ?? other.claimed_msat,
    claimed_split_msat: own.claimed_split_msat ?? other.claimed_split_msat,
    recipient_name: own.recipient_name ?? other.recipient_name,
    boost_uuid: own.boost_uuid ?? other.boost_uuid,
    payment_uuid: own.payment_uuid ?? other.payment_uuid,
    link: own.link ?? other.link,
    warnings: [...own.warnings, ...other.warnings],
    ...(own.cut_at === undefined ? {} : { cut_at: own.cut_at }),
  }
}

/** The first message, unless it is the beginning of the other. */
function whole(own: string | null, other: string | null): string | null {
  const begun = own?.replace(/\s*(…|\.\.\.)\s*$/, '') ?? ''
  return own === null || (other !== null && other.length > own.length && other.startsWith(begun))
    ? other
    : own
}
