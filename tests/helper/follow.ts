import type { Context } from '#api/context.ts'
import type { FollowedKind } from '#api/contract/source.ts'
import { addSource } from '#api/source/connection/add-source.ts'
import { kindNamed } from '#api/source/connection/kind-named.ts'
import { readSettings } from '#api/source/connection/read-settings.ts'

/** Adds a source as the Sources page does. */
export async function addTestSource(
  ctx: Context,
  kind: FollowedKind,
  settings: Record<string, unknown>,
  name = `my-${kind}`,
): Promise<void> {
  const named = kindNamed(kind)
  await addSource(ctx, {
    kind: named,
    name,
    wallet: null,
    whose: 'show',
    settings: readSettings(named, settings),
  })
}

/** A source's connection as it is stored. */
export async function connectionOf({ db }: Pick<Context, 'db'>, name: string) {
  return db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .selectAll('connections')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
}
