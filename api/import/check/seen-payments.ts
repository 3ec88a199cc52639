import { DatabaseSync } from 'node:sqlite'
import {
  type KnownPayment,
  type KnownSighting,
  type Ledger,
  noteHash,
  noteRef,
} from '#api/intake/match/known-payment.ts'
import type { Match } from '#api/intake/match/match-reports.ts'
import { hashKey, refKey } from '#api/payment/identity.ts'

/** The payments of a file that would be new, on the disk: a later row may be about one of them, and a file holds any number. */
export type SeenPayments = {
  /** Enters those of them that this batch's reports may be about. */
  enter(
    ledger: Ledger,
    reports: readonly { wallet: number; ref: string; payment_hash: string | null }[],
  ): void
  /** Keeps those that a batch would record. */
  keep(matches: readonly Match[]): void
  close(): void
}

type Row = { payment: KnownPayment; sighting: Omit<KnownSighting, 'payment'> }

/** @param path of a file for them; it is of no use afterwards */
export function openSeenPayments(path: string): SeenPayments {
  const db = new DatabaseSync(path)
  db.exec(`
    pragma journal_mode = off;
    pragma synchronous = off;
    drop table if exists seen;
    create table seen (hash text, ref text not null, content text not null);
    create index seen_hash on seen (hash);
    create index seen_ref on seen (ref)`)
  const find = db.prepare(`
    select content from seen where hash in (select value from json_each(:keys))
    union all select content from seen where ref in (select value from json_each(:keys))`)
  const insert = db.prepare('insert into seen values (?, ?, ?)')
  return {
    enter(ledger, reports) {
      const keys = reports.flatMap((report) =>
        [refKey(report.wallet, report.ref), hashKey(report) ?? []].flat(),
      )
      const payments = new Map<string, KnownPayment>()
      for (const { content } of find.all({ keys: JSON.stringify(keys) })) {
        const { payment: given, sighting } = readRow(String(content))
        if (payments.has(given.id)) continue
        payments.set(given.id, given)
        noteHash(ledger, given)
        noteRef(ledger, { ...sighting, payment: given })
      }
    },
    keep(matches) {
      db.exec('begin')
      for (const { payment, place, entry } of matches) {
        const { metadata: _, ...bare } = payment
        const { ref, settled_at, metadata } = entry.report
        const row: Row = {
          payment: { ...bare, stored: true },
          sighting: {
            source_id: place.source_id,
            wallet_id: place.wallet.id,
            ref,
            settled_at,
            has_metadata: metadata !== null,
          },
        }
        insert.run(hashKey(payment), refKey(place.wallet.id, ref), JSON.stringify(row))
      }
      db.exec('commit')
    },
    close: () => db.close(),
  }
}

/** What `keep` wrote; JSON has no dates. */
function readRow(content: string): Row {
  const { payment, sighting }: Row = JSON.parse(content)
  return {
    payment: { ...payment, settled_at: new Date(payment.settled_at) },
    sighting: { ...sighting, settled_at: new Date(sighting.settled_at) },
  }
}
