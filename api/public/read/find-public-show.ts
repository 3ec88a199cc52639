import type { Kysely } from 'kysely'
import { AppError } from '#api/errors.ts'
import { listOwnPages } from '#api/public/own/list-own-pages.ts'
import { createPrivacy, type Privacy } from '#api/public/read/privacy.ts'
import { readPublicSettings } from '#api/public/settings/read-settings.ts'
import { findUnaired } from '#api/show/find-unaired.ts'
import type { DB } from '#db/schema/index.ts'

export type PublicShowRow = {
  id: number
  slug: string
  title: string
  time_zone: string
  lightning_address: string | null
  demo: boolean
  created_at: Date
}

/**
 * Finds a show that strangers may see, by any slug that it had; a private one is answered like one that is not there.
 * @throws AppError not-found
 */
export async function findPublicShow(
  db: Kysely<DB>,
  slug: string,
): Promise<{ show: PublicShowRow; privacy: Privacy }> {
  const show = await db
    .selectFrom('shows')
    .select(['id', 'slug', 'title', 'time_zone', 'lightning_address', 'demo', 'created_at'])
    .where('is_public', '=', true)
    .where('status', '=', 'kept')
    .where((where) =>
      where.or([
        where('slug', '=', slug),
        where('id', 'in', (select) =>
          select.selectFrom('show_aliases').select('show_id').where('show_aliases.slug', '=', slug),
        ),
      ]),
    )
    .executeTakeFirst()
  if (!show) throw new AppError('not-found', 'There is no public page at this address.')
  return { show, privacy: await readPrivacy(db, show) }
}

/** What each page of a show says of it. */
export function describeShow({ slug, title, time_zone, demo }: PublicShowRow, { settings }: Privacy) {
  return { slug, title, time_zone, demo, language: settings.language }
}

/** What a show lets strangers see, public or not. */
export async function readPrivacy(db: Kysely<DB>, show: { id: number; demo: boolean }): Promise<Privacy> {
  const settings = await readPublicSettings(db, show.id)
  // What is made up is nothing to be found.
  const listed = settings.listed && !show.demo
  return createPrivacy(
    { ...settings, listed },
    // Read where the settings ask: each page and each look of an overlay comes by here.
    settings.messages === 'after_read' ? await findUnaired(db, show.id) : [],
    settings.supporter_pages ? new Set() : await listOwnPages(db, show.id),
  )
}
