import { readMacaroon } from '#api/source/lnd/read-macaroon.ts'

const SEND = 'uri:/routerrpc.Router/SendPaymentV2'
const TRACK = 'uri:/routerrpc.Router/TrackPaymentV2'
const BAKE = `Bake one for this: lncli bakemacaroon --save_to=replies.macaroon ${SEND} ${TRACK}`

/** By which a payment can be sent, and by which it can be looked up; the wider rights are what these calls ask for. */
const SENDS = [SEND, 'offchain:write']
const TRACKS = [TRACK, 'offchain:read']
const HARMLESS = ['info:read', 'uri:/lnrpc.Lightning/GetInfo', 'uri:/lnrpc.State/GetState']
const SHOWN = 3

/**
 * Why a macaroon will not do for paying replies, by what it says of itself, without asking the node; null where it will. One that may do
 * more than to pay is not kept at all: what is in Readout's hands can be lost there.
 */
export function whyNotToPay(bytes: Buffer, now: Date): string | null {
  const read = readMacaroon(bytes)
  if (!read) return `It cannot be read what this macaroon allows, so it is not kept. ${BAKE}`
  const { rights, caveats } = read
  const more = rights.filter((right) => ![...SENDS, ...TRACKS, ...HARMLESS].includes(right))
  if (more.length > 0)
    return `This macaroon allows more than to pay (${more.slice(0, SHOWN).join(', ')}${more.length > SHOWN ? ' …' : ''}), so it is not kept. ${BAKE}`
  if (!rights.some((right) => SENDS.includes(right))) return `This macaroon may not pay. ${BAKE}`
  if (!rights.some((right) => TRACKS.includes(right)))
    return `This macaroon may not look up payments, without which one that is not certain could not be settled. ${BAKE}`
  const until = caveats.find((caveat) => caveat.startsWith('time-before '))?.slice('time-before '.length)
  if (until !== undefined && !(Date.parse(until) > now.getTime())) return `This macaroon has expired. ${BAKE}`
  return null
}
