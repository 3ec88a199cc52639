import { DatabaseSync } from 'node:sqlite'
import {
  type KnownPayment,
  type KnownSighting,
  type Ledger,
  noteHash,
  noteRef,
} from '#api/intake/match/known-payment.ts'
import type { Matches } from '#api/intake/match/match-reports.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'

/**
 * The payments that a file tells of, as they would be by now, on the disk: a later row may be about one of them, and a file holds any
 * number.
 */
export type SeenPayments = {
  /** Brings a ledger up to what it would be had the rows before been recorded. @param keys of the reports that it is for */
  enter(ledger: Ledger, keys: readonly string[]): void
  /** Keeps what a batch would have recorded and changed. */
  keep(matches: Matches): void
  close(): void
}

/** A payment as it would be; or, where it went up in another, the other one's id. */
type Content = { payment: KnownPayment } | { into: string }

/** @param path of a file for them; it is of no use afterwards */
export function openSeenPayments(path: string): SeenPayments {
  const db = new DatabaseSync(path)
  db.exec(`
    pragma journal_mode = off;
    pragma synchronous = off;
    drop table if exists payments;
    drop table if exists keys;
    create table payments (id text primary key, content text not null);
    create table keys (key text not null, id text not null, sighting text, primary key (key, id, sighting)) without rowid`)
  const findKeys = db.prepare('select id, sighting from keys where key in (select value from json_each(?))')
  const find = db.prepare('select content from payments where id = ?')
  const put = db.prepare('insert or replace into payments values (?, ?)')
  const putKey = db.prepare('insert or ignore into keys values (?, ?, ?)')

  /** Follows a payment to the one that it went up in. */
  const load = (id: string): { id: string; payment: KnownPayment | null } => {
    const row = find.get(id)
    if (!row) return { id, payment: null }
    const content: Content = JSON.parse(String(row.content))
    if ('into' in content) return load(content.into)
    const { payment } = content
    return { id, payment: { ...payment, settled_at: new Date(payment.settled_at) } }
  }
  return {
    enter(ledger, keys) {
      const entered = new Map<string, KnownPayment>()
      const current = (id: string, stored: KnownPayment | null): KnownPayment | null => {
        const found = load(id)
        const payment = entered.get(found.id) ?? found.payment ?? stored
        if (payment) entered.set(found.id, payment)
        return payment
      }
      const sightings = [...ledger.byRef.values()].flat()
      const stored = new Map([...ledger.byHash.values()].flat().map((payment) => [payment.id, payment]))
      for (const { payment } of sightings) stored.set(payment.id, payment)
      ledger.byHash.clear()
      for (const payment of stored.values()) current(payment.id, payment)
      for (const sighting of sightings)
        sighting.payment = current(sighting.payment.id, sighting.payment) ?? sighting.payment
      for (const { id, sighting } of findKeys.all(JSON.stringify(keys))) {
        const payment = current(String(id), null)
        if (payment && sighting) noteRef(ledger, { ...readSighting(String(sighting)), payment })
      }
      for (const payment of entered.values()) noteHash(ledger, payment)
    },
    keep({ matches, changed, joined }) {
      const putPayment = ({ metadata: _, ...payment }: KnownPayment) =>
        put.run(payment.id, JSON.stringify({ payment: { ...payment, stored: true } }))
      db.exec('begin')
      for (const payment of changed) putPayment(payment)
      for (const { payment, place, entry } of matches) {
        const { ref, settled_at, metadata } = entry.report
        const sighting = {
          source_id: place.source_id,
          wallet_id: place.wallet.id,
          ref,
          settled_at,
          has_metadata: metadata !== null,
        }
        putPayment(payment)
        putKey.run(refKey(place.wallet.id, ref), payment.id, JSON.stringify(sighting))
      }
      for (const payment of [...changed, ...matches.map((match) => match.payment)]) {
        const key = hashKey(payment)
        if (key) putKey.run(key, payment.id, '')
      }
      for (const { ended, into } of joined) put.run(ended.id, JSON.stringify({ into: into.id }))
      db.exec('commit')
    },
    close: () => db.close(),
  }
}

/** What `keep` wrote; JSON has no dates. */
function readSighting(text: string): Omit<KnownSighting, 'payment'> {
  const sighting: Omit<KnownSighting, 'payment'> = JSON.parse(text)
  return { ...sighting, settled_at: new Date(sighting.settled_at) }
}
