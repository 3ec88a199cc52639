import { type Kysely, sql } from 'kysely'
import { hashToken, makeToken } from '#api/auth/token.ts'
import type { OwnPageLink, PublicOwnPage } from '#api/contract/public.ts'
import { AppError, orNotFound } from '#api/errors.ts'
import { describeShow, findPublicShow } from '#api/public/read/find-public-show.ts'
import { touchShow } from '#api/show/touch-show.ts'
import type { DB } from '#db/schema/index.ts'

/**
 * Makes the link by which a supporter says whether they want a page of their own; one that was made before no longer works. What they
 * said stays.
 * @throws AppError not-found where there is no such supporter
 */
export async function makeOwnPageLink(
  db: Kysely<DB>,
  show: { id: number; slug: string },
  supporterId: string,
): Promise<OwnPageLink> {
  const token = makeToken()
  const known = await db
    .selectFrom('supporters')
    .select('id')
    .where('id', '=', supporterId)
    .executeTakeFirst()
  orNotFound(known, 'supporter with this id')
  const row = await db
    .insertInto('own_pages')
    .values({ show_id: show.id, supporter_id: supporterId, token_hash: hashToken(token) })
    .onConflict((conflict) =>
      conflict.columns(['show_id', 'supporter_id']).doUpdateSet({ token_hash: hashToken(token) }),
    )
    .returning('accepted_at')
    .executeTakeFirstOrThrow()
  return {
    address: `/s/${show.slug}/own/${token}`,
    accepted_at: row.accepted_at?.toISOString() ?? null,
  }
}

/** Whose link this is, and what they said. @throws AppError not-found where it is none, or the show names nobody */
export async function readOwnPage(db: Kysely<DB>, slug: string, token: string): Promise<PublicOwnPage> {
  const { show, privacy } = await findPublicShow(db, slug)
  const row = await db
    .selectFrom('own_pages')
    .innerJoin('supporters', 'supporters.id', 'own_pages.supporter_id')
    .select(['supporters.id', 'supporters.name', 'accepted_at'])
    .where('own_pages.show_id', '=', show.id)
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  if (!row || !privacy.settings.names) throw new AppError('not-found', 'This link is not valid any more.')
  return {
    show: describeShow(show, privacy),
    supporter: { id: row.id, name: row.name },
    is_wanted: row.accepted_at !== null,
  }
}

/** Notes whether a supporter wants a page. @throws AppError not-found */
export async function answerOwnPage(
  db: Kysely<DB>,
  slug: string,
  token: string,
  isWanted: boolean,
  now: Date,
): Promise<void> {
  await readOwnPage(db, slug, token)
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('own_pages')
      .set({ accepted_at: isWanted ? sql<Date>`coalesce(accepted_at, ${now})` : null })
      .where('token_hash', '=', hashToken(token))
      .returning('show_id')
      .executeTakeFirst()
    if (row) await touchShow(trx, row.show_id)
  })
}
