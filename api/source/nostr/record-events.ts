import type { ClaimReport } from '#api/claim/claim-report.ts'
import { askWho } from '#api/source/nostr/ask-who.ts'
import type { Desk } from '#api/source/nostr/desk.ts'
import { eventAsReport, type Known, readClaim } from '#api/source/nostr/event-as-report.ts'
import { KIND, type NostrEvent } from '#api/source/nostr/read/nostr-event.ts'
import { readDeletion } from '#api/source/nostr/read/read-person.ts'
import type { Relay } from '#api/source/nostr/relay/connect-relay.ts'
import { askInParts } from '#api/source/nostr/relay/list-events.ts'
import { loadPeople } from '#api/source/nostr/store/people.ts'

/** What was read in this run, so that the same event of several relays is read once; the database knows the rest. */
const MOST_READ = 50_000

/**
 * Records what events claim, and takes back what their senders do. Of several relays one after another, so that a note that is on
 * all of them is asked about once.
 */
export async function recordEvents(desk: Desk, relay: Relay, events: readonly NostrEvent[]): Promise<void> {
  const work = desk.queue.then(() => recordNow(desk, relay, events))
  desk.queue = work.catch(() => {})
  await work
}

async function recordNow(desk: Desk, relay: Relay, given: readonly NostrEvent[]): Promise<void> {
  const { wanted, servers, ownWriters } = await desk.known()
  // What Readout wrote of a boost is no other's word for it.
  const events = given.filter(({ id, pubkey }) => !desk.read.has(id) && !ownWriters.has(pubkey))
  if (events.length === 0) return
  const { wordless } = await desk.recent()
  const receipts = await askForReceipts(desk, relay, events)
  const all = [...events, ...[...receipts.values()].filter(({ id }) => !desk.read.has(id))]
  const keys = all.flatMap((event) => {
    const claim = readClaim(event, servers)
    return claim ? [claim.payer, event.pubkey].filter((key) => key !== '') : []
  })
  await askWho(desk, relay, keys)
  const known: Known = {
    wanted,
    servers,
    payments: new Map(wordless.map(({ payment_hash, show_id }) => [payment_hash, show_id])),
    people: await loadPeople(desk.db, keys),
    ownKeys: desk.settings.keys,
    receipts,
    now: desk.now(),
  }
  const reports = new Map<string, Omit<ClaimReport, 'source_id'>>()
  for (const event of all) {
    const report = eventAsReport(event, known)
    if (report) reports.set(event.id, report)
  }
  await desk.record([...reports.values()])
  for (const event of all) {
    const taken = readDeletion(event)
    if (taken.length > 0) await desk.withdraw(taken, event.pubkey)
  }
  if (desk.read.size > MOST_READ) desk.read.clear()
  // What is nobody's today may be a show's tomorrow, or its server's key may be known.
  for (const event of all) {
    const isComment = event.kind === KIND.note && readClaim(event, servers) === null
    if (reports.has(event.id) || isComment || event.kind === KIND.deletion) desk.read.add(event.id)
  }
}

/** The zap receipts that notes quote, of this relay or another: Fountain's say the amount there only. */
async function askForReceipts(
  desk: Desk,
  relay: Relay,
  events: readonly NostrEvent[],
): Promise<Map<string, NostrEvent>> {
  const receipts = new Map(events.filter(({ kind }) => kind === KIND.zap).map((event) => [event.id, event]))
  const { servers } = await desk.known()
  const quoted = new Set(events.flatMap((event) => readClaim(event, servers)?.quotes ?? []))
  for (const each of new Set([relay, ...desk.open.values()])) {
    const missing = [...quoted].filter((id) => !receipts.has(id))
    if (missing.length === 0) break
    // Another relay that is silent costs its answer, not the note.
    const found = await askInParts(each, { ids: missing }).catch((error: unknown) => {
      if (each === relay) throw error
      return []
    })
    for (const event of found) receipts.set(event.id, event)
  }
  return receipts
}
