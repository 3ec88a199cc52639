import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import type { Io } from '#scripts/cli/command.ts'
import { runReadout } from '#tests/helper/run-readout.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

/** A database and a folder for files to import, both empty before each test of the file, and what was recorded. */
export function openImport() {
  let database: TestDatabase
  let folder: string
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  beforeEach(async () => {
    await sql`truncate shows, wallets, supporters, payments, audit_log cascade`.execute(database.db)
    folder = mkdtempSync(join(inject('runFolder'), 'import-'))
  })
  afterAll(() => database.drop())

  return {
    get db() {
      return database.db
    },
    get folder() {
      return folder
    },

    readout: (argv: string[], overrides: Partial<Io> = {}) => runReadout(database.url, argv, overrides),

    /** Writes a file into the test's folder. @returns its path */
    file(name: string, content: string | Uint8Array): string {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },

    payments: () =>
      database.db
        .selectFrom('payments')
        .innerJoin('wallets', 'wallets.id', 'payments.wallet_id')
        .select(['ref', 'amount_msat', 'rail', 'message', 'memo', 'wallets.name as wallet', 'settled_at'])
        .orderBy('settled_at')
        .orderBy('ref')
        .execute(),
  }
}

/** What an import wrote beside its file. */
export function rejectsOf(path: string) {
  return readFileSync(`${path}.rejects.ndjson`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}
