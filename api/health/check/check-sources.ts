import type { Context } from '#api/context.ts'
import { bad, type Finding, well } from '#api/health/check/finding.ts'
import { openSettings } from '#api/source/connection/settings.ts'
import { testSource } from '#api/source/connection/test-source.ts'

type Means = Pick<Context, 'db' | 'secrets' | 'stopping'>

/** Asks every wallet that is followed, and sees whether its secrets can be opened. */
export async function checkSources({ db, secrets, stopping }: Means): Promise<Finding[]> {
  const rows = await db
    .selectFrom('connections')
    .innerJoin('sources', 'sources.id', 'connections.source_id')
    .select(['name', 'paused', 'settings', 'secrets'])
    .orderBy('name')
    .execute()
  if (rows.length === 0) return [well('wallets', 'None is followed.')]
  return await Promise.all(
    rows.map(async ({ name, paused, ...stored }): Promise<Finding> => {
      try {
        openSettings(secrets, name, stored)
      } catch (error) {
        return bad(
          'secrets',
          'broken',
          `${name}: ${error instanceof Error ? error.message : error}`,
          'Set the former SECRET_KEY, or enter the credentials again.',
        )
      }
      if (paused)
        return bad('wallets', 'look', `${name} is paused.`, `Go on with it: readout source resume ${name}`)
      const { ok, says, step } = await testSource({ db, secrets, stopping }, name)
      return ok
        ? well('wallets', `${name}: ${says}`)
        : bad('wallets', 'broken', `${name}: ${says}`, step ?? '')
    }),
  )
}

/** Whether the feeds of the shows could be read. */
export async function checkFeeds({ db }: Pick<Means, 'db'>): Promise<Finding[]> {
  const rows = await db
    .selectFrom('feeds')
    .innerJoin('shows', 'shows.id', 'feeds.show_id')
    .select(['shows.title', 'feeds.url', 'feeds.fetched_at', 'feeds.problem', 'feeds.next_step'])
    .orderBy('shows.title')
    .execute()
  if (rows.length === 0) return [well('feeds', 'No show has one.')]
  return rows.map(({ title, url, fetched_at, problem, next_step }) =>
    problem === null
      ? well('feeds', `${title}: read ${fetched_at?.toISOString() ?? 'never yet'}.`)
      : bad('feeds', 'broken', `${title}: ${problem}`, next_step ?? `See whether ${url} can be opened.`),
  )
}
