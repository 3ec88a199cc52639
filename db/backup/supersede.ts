import pg from 'pg'

const id = pg.escapeIdentifier

/**
 * Has a service that runs beside take up what replaces its data: who follows a source holds a cursor of before, and would move on
 * from there past payments that the restored data lack, so each connection becomes one that nobody follows yet; and open pages,
 * jobs and caches are told that anything may have changed. Works in the current schema, within the transaction that replaces `target`.
 */
export async function supersede(client: pg.ClientBase, target: string): Promise<void> {
  await client.query(
    `update connections set version = 1 + greatest(
       (select max(version) from connections), (select max(version) from ${id(target)}.connections))`,
  )
  await client.query('select pg_notify($1, $2)', [`sources_${target}`, ''])
  await client.query('select pg_notify($1, $2)', [`live_${target}`, 'null'])
}
