import { sql, type Transaction } from 'kysely'
import type { DB } from '#db/schema/index.ts'

/** A show that was merged into another ends: its segments go to the other, the open one into its open one. */
export async function carrySegments(trx: Transaction<DB>, from: number, to: number): Promise<void> {
  const survivor = await trx
    .selectFrom('segments')
    .select('id')
    .where('show_id', '=', to)
    .where('closed_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  if (survivor) {
    await trx
      .updateTable('segments')
      .set({ merged_into: survivor.id })
      .where('show_id', '=', from)
      .where('closed_at', 'is', null)
      .where('merged_into', 'is', null)
      .execute()
    await sql`
      insert into segment_items (segment_id, boost_id, status, starred, note, read_at, alone, carried, base, version, revision)
      select ${survivor.id}, i.boost_id, i.status, i.starred, i.note, i.read_at, i.alone, i.carried, i.base, i.version, 0
      from segment_items i join segments s on s.id = i.segment_id
      where s.show_id = ${from} and s.merged_into = ${survivor.id}
      on conflict do nothing`.execute(trx)
    await sql`
      update segment_marks m set segment_id = ${survivor.id}
      from segments s where s.id = m.segment_id and s.show_id = ${from} and s.merged_into = ${survivor.id}`.execute(
      trx,
    )
  }
  await trx.updateTable('segments').set({ show_id: to }).where('show_id', '=', from).execute()
}
