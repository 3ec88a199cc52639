import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { EventTemplate, VerifiedEvent } from 'nostr-tools/core'
import { finalizeEvent, verifyEvent } from 'nostr-tools/pure'
import type { BoostJson } from '#api/contract/boost.ts'
import type { SettingsOf } from '#api/contract/outgoing/way.ts'
import type { Told } from '#api/outgoing/way/body/compose.ts'
import type { NostrSecrets } from '#api/outgoing/way/nostr/nostr-secrets.ts'
import { SignerProblem, withSigner } from '#api/outgoing/way/nostr/remote-signer.ts'
import { type Guids, writeNote } from '#api/outgoing/way/nostr/write-note.ts'
import type { Kept } from '#api/outgoing/way/way-kind.ts'
import { findShow } from '#api/show/find-show.ts'
import type { DB } from '#db/schema/index.ts'
import type { NostrNote } from '#db/schema/outgoing.ts'

/** The note, signed: what was signed before a former try, so that however often it is sent it is one. */
export async function signOnce(
  db: Kysely<DB>,
  { settings, secrets }: Kept<'nostr', NostrSecrets>,
  told: Told,
): Promise<NostrNote> {
  if (told.signed?.pubkey === settings.pubkey) return told.signed
  const template = writeNote(settings.text, told, await loadGuids(db, told), told.queued_at)
  const { id, pubkey, created_at, kind, tags, content, sig } = await sign(template, secrets, settings)
  const note = { id, pubkey, created_at, kind, tags, content, sig }
  await db
    .updateTable('outbox')
    .set({ signed: JSON.stringify(note) })
    .where('id', '=', told.id)
    .execute()
  return note
}

/** @throws SignerProblem where who holds the key does not sign just that with it */
async function sign(
  template: EventTemplate,
  secrets: NostrSecrets,
  { pubkey, own_network }: SettingsOf<'nostr'>,
): Promise<VerifiedEvent> {
  if ('key' in secrets) return finalizeEvent(template, Buffer.from(secrets.key, 'hex'))
  const note = await withSigner(secrets.bunker, own_network, (signer) => signer.signEvent(template))
  const isIt =
    verifyEvent({ ...note }) &&
    note.pubkey === pubkey &&
    note.content === template.content &&
    isDeepStrictEqual(note.tags, template.tags)
  if (!isIt) throw new SignerProblem('The signer signed something else, or with another key.', true)
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
