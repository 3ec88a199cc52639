import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { recordReports } from '#api/intake/record-reports.ts'
import type { Outcome } from '#api/intake/report.ts'
import type { Boost } from '#db/schema/boost.ts'
import type { Payment } from '#db/schema/payment.ts'
import { type EntryInput, emptyIntake, hashOf, makeEntry } from '#tests/helper/make-entry.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

type Recorded = Extract<Outcome, { payment_id: string }>

/** Intake on a database of its own, empty before each test of the file: what can be recorded, and what has become of it. */
export function openIntake() {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())
  beforeEach(() => emptyIntake(database.db))

  const payments = () =>
    database.db.selectFrom('payments').selectAll().orderBy('settled_at').orderBy('ref').execute()
  const boosts = () =>
    database.db.selectFrom('boosts').selectAll().where('payment_count', '>', 0).orderBy('sent_at').execute()

  return {
    get db() {
      return database.db
    },
    payments,
    boosts,
    onlyPayment: async (): Promise<Payment> => only(await payments()),
    onlyBoost: async (): Promise<Boost> => only(await boosts()),

    /** Records each report in a transaction of its own. */
    async record(...inputs: EntryInput[]): Promise<Recorded[]> {
      const outcomes: Recorded[] = []
      for (const input of inputs) {
        const [outcome] = await recordReports(database.db, [makeEntry(input)])
        if (!outcome || outcome.status === 'rejected') throw new Error(outcome?.error)
        outcomes.push(outcome)
      }
      return outcomes
    },
  }
}

function only<Row>(rows: Row[]): Row {
  expect(rows).toHaveLength(1)
  const [row] = rows
  if (row === undefined) throw new Error('There is none.')
  return row
}

/** The same payment as its node, its API and Helipad tell it. */
export const base = {
  source: 'node',
  id: '7',
  wallet: 'w',
  payment_hash: hashOf(7),
  amount_msat: 21_500,
  boostagram: { message: 'Told by all' } as object | null,
}
export const node: EntryInput = { ...base, exactness: 4 }
export const helipad: EntryInput = {
  ...base,
  source: 'helipad',
  payment_hash: undefined,
  amount_msat: 21_000,
  exactness: 1,
}
