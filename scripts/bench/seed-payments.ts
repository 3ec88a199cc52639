import { type Kysely, sql, type Transaction } from 'kysely'
import { READER_VERSION } from '#api/task-steps/read-again.ts'
import type { DB } from '#db/schema/index.ts'
import { chance, pick, uuidAt } from '#scripts/bench/seed-sql.ts'

const WALLETS = 3

/** How many of each there are; episodes are of each show. */
export type Sizes = { shows: number; episodes: number; supporters: number }

/**
 * Fills an empty database with payments, straight into the tables and always the same: four fifths are streams, the rest make
 * boosts of one to three payments. The last two years; some shows, episodes and supporters get much more than others. A million
 * takes about a minute. Needs a superuser, as the embedded server's is: triggers and foreign keys are not checked.
 * @param count of payments
 */
export async function seedPayments(
  db: Kysely<DB>,
  count: number,
  sizes: Sizes = {
    shows: 20,
    episodes: Math.max(5, Math.floor(count / 20_000)),
    supporters: Math.max(20, Math.floor(count / 200)),
  },
): Promise<void> {
  const boosts = Math.max(1, Math.floor(count / 10))
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`set local maintenance_work_mem = '256MB'`.execute(trx)
    await seedNames(trx, sizes)
    const indexes = await dropIndexes(trx)
    await seedBoosts(trx, boosts, sizes)
    await seedStreams(trx, count, sizes)
    await sql`
      insert into sightings (source_id, wallet_id, ref, payment_id, settled_at, amount_msat, metadata)
      select wallet_id, wallet_id, ref, id, settled_at, amount_msat,
             case when boost_id is null then null else convert_to(json_build_object(
               'action', action, 'app_name', app, 'sender_name', sender_name, 'message', message,
               'value_msat_total', claimed_msat)::text, 'UTF8') end
      from payments`.execute(trx)
    for (const index of indexes) await sql.raw(index).execute(trx)
    // The triggers were off: one change of every day for each show says that all of it is new.
    await sql`insert into changes (show_id) select id from shows`.execute(trx)
    // As though this version had recorded it: no bench beside reading the past again.
    await sql`update installation set reader_version = ${READER_VERSION}`.execute(trx)
  })
  for (const table of ['shows', 'episodes', 'supporters', 'boosts', 'payments', 'sightings'] as const)
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}

const SINCE = sql`(date_trunc('day', now()) - interval '730 days')`

async function seedNames(trx: Transaction<DB>, sizes: Sizes): Promise<void> {
  await sql`
    insert into shows (id, slug, title, status, time_zone, is_public) overriding system value
    select n, 'show-' || n, 'Show ' || n, 'kept', (array['UTC', 'America/Los_Angeles', 'Europe/Berlin'])[1 + n % 3], n <= 5
    from generate_series(1, ${sizes.shows}::integer) n`.execute(trx)
  await sql`insert into show_names select 'title', 'show ' || n, n from generate_series(1, ${sizes.shows}::integer) n`.execute(
    trx,
  )
  await sql`
    insert into wallets (id, name, whose, show_id) overriding system value
    select n, 'wallet ' || n, 'shared', null from generate_series(1, ${WALLETS}) n`.execute(trx)
  await sql`
    insert into sources (id, name, kind, exactness, wallet_id) overriding system value
    select n, 'source ' || n, 'http', 3, n from generate_series(1, ${WALLETS}) n`.execute(trx)
  await sql`
    insert into episodes (id, show_id, title, published_at, provisional)
    select ${sql.raw(episodeId('show', 'n'))}, show, 'Episode ' || n || ' of show ' || show,
           ${SINCE} + interval '730 days' * n / ${sizes.episodes}, false
    from generate_series(1, ${sizes.shows}::integer) show, generate_series(1, ${sizes.episodes}::integer) n`.execute(
    trx,
  )
  await sql`
    insert into supporters (id, name)
    select ${sql.raw(supporterId('n'))}, 'supporter ' || n from generate_series(1, ${sizes.supporters}::integer) n`.execute(
    trx,
  )
  await sql`
    insert into supporter_names (name_key, app_key, sender_id, supporter_id, name)
    select 'supporter ' || n, '', '', ${sql.raw(supporterId('n'))}, 'supporter ' || n
    from generate_series(1, ${sizes.supporters}::integer) n`.execute(trx)
  await sql`select setval(pg_get_serial_sequence('shows', 'id'), ${sizes.shows})`.execute(trx)
  await sql`select setval(pg_get_serial_sequence('wallets', 'id'), ${WALLETS})`.execute(trx)
  await sql`select setval(pg_get_serial_sequence('sources', 'id'), ${WALLETS})`.execute(trx)
}

/** The columns that rows of boosts and of streams are drawn by: who, for what, when. */
function drawn(n: string, salt: number, { shows, episodes, supporters }: Sizes): string {
  const show = `1 + floor(${shows} * power(${chance(n, salt)}, 2))::integer`
  return `
    select n, show, 1 + floor(${episodes} * ${chance(n, salt + 1)})::integer as episode,
           1 + floor(${supporters} * power(${chance(n, salt + 2)}, 2))::integer as supporter,
           date_trunc('day', now()) - interval '730 days' + interval '730 days' * ${chance(n, salt + 3)} as at
    from (select n, ${show} as show from generate_series(1, $count) n) shown`
}

async function seedBoosts(trx: Transaction<DB>, count: number, sizes: Sizes): Promise<void> {
  const rows = drawn('n', 10, sizes).replace('$count', String(count))
  await sql`
    insert into boosts (id, action, show_id, episode_id, supporter_id, sender_name, app, message, position_s, claimed_msat,
      received_msat, counted_msat, claim, payment_count, sent_at, recorded_at, updated_at)
    select ${sql.raw(uuidAt('at', `'boost' || n`))}, case when n % 20 = 0 then 'auto' else 'boost' end, show,
           case when n % 50 = 0 then null else ${sql.raw(episodeId('show', 'episode'))} end,
           case when n % 10 = 0 then null else ${sql.raw(supporterId('supporter'))} end,
           case when n % 10 = 0 then 'anonymous' else 'supporter ' || supporter end, ${sql.raw(APP)},
           ${sql.raw(MESSAGE)}, (n * 37) % 7200, sats * 1000, sats * 1000, sats * 1000, 'confirmed',
           1 + n % 3, at, at, at
    from (select d.*, ((1 + n % 3) * (100 + floor(power(${sql.raw(chance('n', 20))}, 6) * 50000)))::bigint as sats
          from (${sql.raw(rows)}) d) drawn`.execute(trx)
  await sql`
    insert into payments (id, wallet_id, exactness, ref, payment_hash, settled_at, amount_msat, rail, ours, show_id, episode_id,
      supporter_id, boost_id, action, app, sender_name, recipient, message, position_s, claimed_msat, has_metadata,
      content_key, recorded_at)
    select ${sql.raw(uuidAt(`b.sent_at + interval '2 seconds' * leg`, `b.id || '.' || leg`))}, 1 + leg, 3, b.id || '.' || leg,
           sha256(convert_to(b.id || '.' || leg, 'UTF8')), b.sent_at + interval '2 seconds' * leg,
           b.received_msat / b.payment_count, 'keysend', true, b.show_id, b.episode_id, b.supporter_id, b.id, b.action, b.app,
           b.sender_name, '', b.message, b.position_s, b.claimed_msat, true,
           md5(b.id::text)::uuid, b.recorded_at
    from boosts b, generate_series(0, b.payment_count - 1) leg`.execute(trx)
}

async function seedStreams(trx: Transaction<DB>, count: number, sizes: Sizes): Promise<void> {
  const { rows } = await sql<{ made: number }>`select count(*)::int as made from payments`.execute(trx)
  const streams = Math.max(0, count - (rows[0]?.made ?? 0))
  const from = drawn('n', 30, sizes).replace('$count', String(streams))
  await sql`
    insert into payments (id, wallet_id, exactness, ref, payment_hash, settled_at, amount_msat, rail, ours, show_id, episode_id,
      supporter_id, action, app, sender_name, position_s, claimed_msat, has_metadata, recorded_at)
    select ${sql.raw(uuidAt('at', `'stream' || n`))}, 1 + n % ${sql.lit(WALLETS)}, 3, 'stream ' || n,
           sha256(convert_to('stream ' || n, 'UTF8')), at,
           (5 + n % 95) * 1000, 'keysend', true, show, ${sql.raw(episodeId('show', 'episode'))},
           case when n % 7 = 0 then null else ${sql.raw(supporterId('supporter'))} end, 'stream', ${sql.raw(APP)},
           case when n % 7 = 0 then null else 'supporter ' || supporter end, (n * 60) % 7200, (5 + n % 95) * 1000, true, at
    from (${sql.raw(from)}) drawn`.execute(trx)
}

const APP = pick('n', ['Fountain', 'Castamatic', 'Podverse', 'Breez', 'CurioCaster', 'BoostCLI'])

/** Some words that many share, and one that few do. */
const MESSAGE = `${pick('n', ['thanks for', 'loving', 'catching up on', 'finally caught', 'a boost for'])} || ' the ' ||
  ${pick('n / 5', ['show', 'live stream', 'last episode', 'tangent on file systems', 'rant', 'interview'])} || ', ' ||
  ${pick('n / 30', ['keep it up', 'greetings from the road', 'first time booster', 'see you next week', 'row of ducks'])} ||
  ' #' || (n * 7919) % 100003`

function episodeId(show: string, n: string): string {
  return uuidAt(BORN_AT, `'episode' || ${show} || '.' || ${n}`)
}

function supporterId(n: string): string {
  return uuidAt(BORN_AT, `'supporter' || ${n}`)
}

const BORN_AT = `date_trunc('day', now()) - interval '730 days'`

/** Makes filling quicker. @returns the statements that make them anew */
async function dropIndexes(trx: Transaction<DB>): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid in ('boosts'::regclass, 'payments'::regclass, 'sightings'::regclass)
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`.execute(trx)
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(trx)
  return rows.map((row) => row.definition)
}
