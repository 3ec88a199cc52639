import type { Kysely } from 'kysely'
import type { AlertJson } from '#api/contract/outgoing/way.ts'
import { orNotFound } from '#api/errors.ts'
import { loadTold } from '#api/outgoing/outbox/load-told.ts'
import { fillTemplate } from '#api/outgoing/way/body/fill-body.ts'
import type { DB } from '#db/schema/index.ts'

const SAID = '{{^fact}}{{name}}: {{amount}}{{/fact}}{{fact}}'

/** What a page of the studio is to play. @throws AppError not-found */
export async function readAlert(db: Kysely<DB>, id: string): Promise<AlertJson> {
  const firing = await db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
  const found = orNotFound(firing, 'alert with this id')
  const way = await db
    .selectFrom('ways_out')
    .select(['name', 'settings'])
    .where('id', '=', found.way_id)
    .executeTakeFirst()
  const settings = way?.settings.kind === 'studio' ? way.settings : null
  const told =
    found.event === 'test' ? null : (await loadTold(db, [found], { received: false })).get(found.id)
  return {
    id,
    way: orNotFound(way, 'alert with this id').name,
    said: !told ? 'A test' : 'gone' in told ? '' : fillTemplate(SAID, told, (text) => text),
    sound: settings?.sound?.id ?? null,
    midi: settings?.midi ?? null,
    at: found.queued_at.toISOString(),
  }
}
