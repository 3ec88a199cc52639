import type { Kysely } from 'kysely'
import { finalizeEvent } from 'nostr-tools/pure'
import type { BoostJson } from '#api/contract/boost.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'
import { type Guids, writeNote } from '#api/outgoing/way/nostr/write-note.ts'
import type { Kept } from '#api/outgoing/way/way-kind.ts'
import { findShow } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'
import type { NostrNote } from '#db/schema/outgoing.ts'

/** The note, signed: what was signed before a former try, so that however often it is sent it is one. */
export async function signOnce(
  db: Kysely<DB>,
  { settings, secrets }: Kept<'nostr', { key: string }>,
  told: Told,
): Promise<NostrNote> {
  if (told.signed?.pubkey === settings.pubkey) return told.signed
  const template = writeNote(settings.text, told, await loadGuids(db, told), told.queued_at)
  const { id, pubkey, created_at, kind, tags, content, sig } = finalizeEvent(
    template,
    Buffer.from(secrets.key, 'hex'),
  )
  const note = { id, pubkey, created_at, kind, tags, content, sig }
  await db
    .updateTable('outbox')
    .set({ signed: JSON.stringify(note) })
    .where('id', '=', told.id)
    .execute()
  return note
}

async function loadGuids(db: Kysely<DB>, { boost, fact, event }: Told): Promise<Guids> {
  const slug = boost?.show.slug ?? fact?.show?.slug
  if (slug === undefined || event === 'test') return { show: null, episode: null }
  const show = await db
    .selectFrom('show_names')
    .select('value')
    .where('kind', '=', 'guid')
    .where('show_id', '=', (await findShow(db, slug)).id)
    .orderBy('value')
    .executeTakeFirst()
  return { show: show?.value ?? null, episode: await findEpisodeGuid(db, boost) }
}

async function findEpisodeGuid(db: Kysely<DB>, boost: BoostJson | null): Promise<string | null> {
  if (!boost?.episode) return null
  const name = await db
    .selectFrom('episode_names')
    .select('value')
    .where('kind', '=', 'guid')
    .where('episode_id', '=', boost.episode.id)
    .orderBy('value')
    .executeTakeFirst()
  return name?.value ?? null
}
