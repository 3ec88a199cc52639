import { type Kysely, sql } from 'kysely'
import type { SourceJson } from '#api/contract/source.ts'
import { AppError } from '#api/errors.ts'
import { sourceKinds } from '#api/source/list-kinds.ts'
import { isOpen } from '#api/source/unread/is-open.ts'
import type { DB } from '#db/schema/index.ts'

/** Sources of the service's own, which nobody adds or removes. */
const OWN_KINDS = ['metadata']

/** Every source with its health: those that are followed first, by name. */
export async function listSources(db: Kysely<DB>): Promise<SourceJson[]> {
  const rows = await selectSources(db)
    .where('sources.kind', 'not in', OWN_KINDS)
    .orderBy(sql`connections.source_id is null`)
    .orderBy('sources.name')
    .execute()
  return rows.map(asJson)
}

/** One source with its health. @throws AppError not-found */
export async function getSource(db: Kysely<DB>, name: string): Promise<SourceJson> {
  const row = await selectSources(db).where('sources.name', '=', name).executeTakeFirst()
  if (!row) throw new AppError('not-found', `There is no source "${name}".`)
  return asJson(row)
}

/** What the source hears of each relay: those that were named first, then those that boosters write to. */
const relaysOf = sql<NonNullable<SourceJson['relays']>>`(
  select coalesce(json_agg(json_build_object('url', url, 'found', found, 'state', r.state, 'problem', r.problem,
    'seen_at', to_char(seen_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by found, url), '[]')
  from nostr_relays r where r.source_id = sources.id)`

function selectSources(db: Kysely<DB>) {
  return db
    .selectFrom('sources')
    .leftJoin('wallets', 'wallets.id', 'sources.wallet_id')
    .leftJoin('shows', 'shows.id', 'wallets.show_id')
    .leftJoin('connections', 'connections.source_id', 'sources.id')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('sightings')
          .select('sightings.settled_at')
          .whereRef('sightings.source_id', '=', 'sources.id')
          .orderBy('sightings.id', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('unread')
          .select([
            sql<number>`count(*)::integer`.as('count'),
            sql<string | null>`(array_agg(reason order by last_seen_at desc, id desc))[1]`.as('reason'),
          ])
          .whereRef('unread.source_id', '=', 'sources.id')
          .where(isOpen)
          .as('open'),
      (join) => join.onTrue(),
    )
    .select([
      'sources.name',
      'sources.kind',
      'wallets.name as wallet',
      'wallets.whose',
      'wallets.demo',
      'shows.slug as show',
      'connections.source_id as connected',
      'connections.paused',
      'connections.state',
      'connections.state_since',
      'connections.problem',
      'connections.next_step',
      'connections.contact_at',
      'connections.payment_at',
      'newest.settled_at as newest_at',
      'connections.lag_ms',
      'connections.listed',
      'connections.to_list',
      'open.count as unread',
      'open.reason as unread_problem',
      'connections.network',
      'connections.count_test_money',
      'connections.untimed',
      'connections.told_at',
      'connections.settings',
      relaysOf.as('relays'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSources>['execute']>>[number]

function asJson(row: Row): SourceJson {
  return {
    name: row.name,
    kind: row.kind,
    wallet: row.wallet,
    whose: row.whose,
    show: row.show,
    demo: row.demo ?? false,
    connected: row.connected !== null,
    state: row.paused ? 'paused' : row.state,
    state_since: instant(row.state_since),
    problem: row.paused ? null : row.problem,
    next_step: row.paused ? null : row.next_step,
    contact_at: instant(row.contact_at),
    payment_at: instant(row.payment_at ?? row.newest_at),
    lag_ms: row.lag_ms,
    history:
      row.listed === null || row.to_list === null ? null : { listed: row.listed, to_list: row.to_list },
    unread: row.unread ?? 0,
    unread_problem: row.unread_problem,
    network: row.network,
    count_test_money: row.count_test_money ?? false,
    untimed: row.untimed ?? false,
    webhook: row.connected !== null && hears(row.kind) ? { told_at: instant(row.told_at) } : null,
    settings: row.settings,
    relays: row.kind === 'nostr' ? row.relays : null,
  }
}

/** Whether a kind can be told by a webhook. */
function hears(kind: string): boolean {
  return sourceKinds.some((known) => known.kind === kind && known.hear !== undefined)
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
