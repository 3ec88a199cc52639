import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { createTestContext, type TestContext, type TestContextOptions } from '#tests/helper/test-context.ts'
import { createTestDatabase, type TestDatabase } from '#tests/helper/test-db.ts'

/**
 * One database for a whole test file, which is quicker than one for each test.
 * @returns makes a context without people, links, keys and audit entries on it
 */
export function shareDatabase(): (options?: TestContextOptions) => Promise<TestContext> {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())
  return async (options = {}) => {
    await sql`truncate users, invites, setup_links, api_keys, audit_log cascade`.execute(database.db)
    return createTestContext({ ...options, database })
  }
}
