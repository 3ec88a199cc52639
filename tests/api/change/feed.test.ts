import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { readChanges, START } from '#api/change/feed.ts'
import { shareService } from '#tests/helper/share-service.ts'

const service = shareService()

it('reads in the order of transactions by number, also where their numbers get longer, and leaves none out between two batches', async () => {
  const { db } = service.ctx
  await sql`delete from changes`.execute(db)
  const xids = ['8', '9', '10', '11', '99', '100']
  for (const xid of xids) await sql`insert into changes (xid) values (${xid}::xid8)`.execute(db)
  const read: string[] = []
  let position = START
  for (;;) {
    const next = await readChanges(db, position, 2)
    if (next.changes.length === 0) break
    read.push(...next.changes.map(({ xid }) => xid))
    position = next.position
  }
  expect(read).toEqual(xids)
})
