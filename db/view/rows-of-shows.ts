import type { DB } from '#db/schema/index.ts'

type Table = keyof DB
/** Which rows of a table are of some shows, or a query that stands for it. */
type Rows = 'all' | 'none' | { where: string } | { query: string }

/**
 * What of each table somebody sees whose role is for some shows only, as SQL. Every table has to say it: where nothing of it belongs to
 * a show `none`, unless it holds nothing that anybody brought.
 * @param at names a table itself, past what stands for it
 */
export function rowsOfShows(shows: readonly number[], at: (table: Table) => string): Record<Table, Rows> {
  const ids = listOf(shows)
  const own: Rows = { where: `show_id in ${ids}` }
  const through = (column: string, table: Table, key = 'id'): Rows => ({
    where: `${column} in (select ${key} from ${at(table)} where show_id in ${ids})`,
  })
  const has = (table: Table, condition: string) =>
    `exists (select from ${at(table)} its where its.show_id in ${ids} and ${condition})`

  const brought = (wallet: string) =>
    `(${has('payments', `its.wallet_id = ${wallet}`)} or ${has('shares', `its.wallet_id = ${wallet}`)})`
  const supports = (supporter: string) =>
    `(${SUPPORTED_BY.map((table) => has(table, `its.supporter_id = ${supporter}`)).join(' or ')})`
  const whole = (supporter: string) => isOfNoOtherShow(supporter, shows, at)
  /** What came last of them to these shows: a name that they have elsewhere is nobody's business here. */
  const nameHere = (table: Table, time: string) =>
    `(select ltrim(its.sender_name, '@ ') from ${at(table)} its where its.show_id in ${ids}
      and its.supporter_id = s.id and its.sender_name is not null order by its.${time} desc limit 1)`

  return {
    installation: 'all',
    shows: { where: `id in ${ids}` },
    show_names: own,
    show_aliases: own,
    episodes: own,
    episode_names: own,
    episode_aliases: through('episode_id', 'episodes'),
    episode_joins: own,
    episode_join_rows: 'none',
    wallets: { where: `show_id in ${ids} or ${brought('wallets.id')}` },
    webhooks: 'none',
    first_steps: 'all',
    planned_recordings: own,
    show_looks: own,
    wallet_addresses: {
      where: brought('wallet_addresses.wallet_id'),
    },
    sources: {
      where: `${has('claims', 'its.source_id = sources.id')} or exists (
        select from ${at('sightings')} seen join ${at('payments')} its on its.id = seen.payment_id
        where seen.source_id = sources.id and its.show_id in ${ids})`,
    },
    connections: 'none',
    unread: 'none',
    metadata_fetches: through('payment_id', 'payments'),
    artwork: own,
    feeds: own,
    feed_items: own,
    value_recipients: own,
    value_time_splits: through('episode_id', 'episodes'),
    shares: own,
    rules: own,
    // Who supports other shows too is known by what came to these.
    supporters: {
      query: `
        select s.id, case when ${whole('s.id')} then s.name
            else coalesce(${nameHere('boosts', 'sent_at')}, ${nameHere('payments', 'settled_at')}, '') end as name,
          case when ${whole('s.id')} then s.chosen_name end as chosen_name,
          case when ${whole('s.id')} then s.say_as end as say_as, case when ${whole('s.id')} then s.note end as note, s.created_at
        from ${at('supporters')} s where ${supports('s.id')}`,
    },
    supporter_names: {
      where: `${supports('supporter_names.supporter_id')} and (${whole('supporter_names.supporter_id')} or ${has(
        'payments',
        `its.supporter_id = supporter_names.supporter_id and lower(ltrim(its.sender_name, '@ ')) = lower(supporter_names.name)
          and (supporter_names.sender_id = '' or its.sender_id = supporter_names.sender_id)
          and (supporter_names.app_key = '' or lower(its.app) = supporter_names.app_key)`,
      )})`,
    },
    supporter_aliases: { where: supports('supporter_aliases.supporter_id') },
    supporter_suggestions: {
      where: ['supporter_id', 'other_id']
        .map((column) => `supporter_suggestions.${column}`)
        .map((supporter) => `${supports(supporter)} and ${whole(supporter)}`)
        .join(' and '),
    },
    show_supporters: own,
    anonymous_names: 'none',
    boosts: own,
    boost_aliases: through('boost_id', 'boosts'),
    claims: own,
    claim_withdrawals: 'none',
    claim_cursor: 'none',
    nostr_relays: 'none',
    nostr_listed: 'none',
    nostr_people: 'none',
    nostr_servers: 'none',
    payments: own,
    payment_aliases: through('payment_id', 'payments'),
    sightings: through('payment_id', 'payments'),
    // A change of no show renames something, and says what by an id alone.
    changes: { where: `show_id is null or show_id in ${ids}` },
    tasks: 'none',
    rates: 'all',
    payment_rates: through('payment_id', 'payments'),
    // By the hour, or as the book of these shows chose, or that of the whole business, which holds for them too.
    valuings: {
      where: `name in (select currency from ${at('shows')} where id in ${ids})
        or name in (select valuing from ${at('book_valuings')} where show_id is null or show_id in ${ids})`,
    },
    rate_currencies: 'none',
    book_valuings: { where: `show_id is null or show_id in ${ids}` },
    rate_days: {
      where: has(
        'payments',
        `its.settled_at >= rate_days.day::timestamp at time zone 'UTC'
          and its.settled_at < (rate_days.day + 1)::timestamp at time zone 'UTC'`,
      ),
    },
    rate_cursor: 'all',
    authority_rates: 'all',
    // What a wallet says itself, its balance and payouts too, stays with those who see all of it.
    closed_months: {
      query: `
        select id, show_id, month, statement - 'reconciled' - 'payouts' as statement, closed_at, closed_by
        from ${at('closed_months')} where show_id in ${ids}`,
    },
    month_sums: 'none',
    // Which days were valued, and how far sums are kept: nothing of a show.
    valued_spans: 'all',
    summed_valuings: 'all',
    receipt_sums: own,
    // A wallet may have received for other shows too, and what it says itself does not tell for which.
    wallet_lists: 'none',
    wallet_list_pages: 'none',
    wallet_balances: 'none',
    reconcile_notes: 'none',
    payouts: 'none',
    public_settings: own,
    goals: own,
    own_pages: own,
    overlays: own,
    overlay_alerts: through('overlay_id', 'overlays'),
    overlay_media: own,
    segments: own,
    segment_items: through('segment_id', 'segments'),
    segment_marks: through('segment_id', 'segments'),
    segment_shown: through('segment_id', 'segments'),
    show_air_settings: own,
    totals_shows: own,
    totals_cells: own,
    totals_parts: own,
    totals_people: own,
    totals_fiat: own,
    totals_hours: own,
    totals_slices: own,
    totals_cohorts: own,
    totals_supporter_days: own,
    totals_supporters: own,
    totals_state: 'all',
    change_horizon: 'all',
    metaboost_apps: through('app_id', 'metaboost_posts', 'app_id'),
    metaboost_posts: own,
    metaboost_blocked_senders: 'none',
    metaboost_uses: 'none',
    metaboost_actions: 'none',
    ways_out: 'none',
    sending_rules: 'none',
    outbox: 'none',
    outbox_cursor: 'none',
    sounds: 'all',
    purses: 'all',
    replies: own,
    live_items: own,
    live_blocks: through('event_guid', 'live_items', 'event_guid'),
    users: 'none',
    sessions: 'none',
    invites: 'none',
    setup_links: 'none',
    sign_in_links: 'none',
    passkeys: 'none',
    code_apps: 'none',
    recovery_codes: 'none',
    factor_steps: 'none',
    api_keys: 'none',
    audit_log: 'none',
    job_states: 'none',
    services: 'none',
    imports: 'none',
    import_refusals: 'none',
  }
}

/** By which a supporter is one of a show. */
const SUPPORTED_BY = ['boosts', 'payments', 'claims', 'show_supporters'] as const

/**
 * Whether a supporter is of none but these shows, as SQL: who has a role for some shows may change those only.
 * @param supporter their id, as SQL
 */
export function isOfNoOtherShow(
  supporter: string,
  shows: readonly number[],
  at: (table: Table) => string = (table) => table,
): string {
  const elsewhere = SUPPORTED_BY.map(
    (table) =>
      `exists (select from ${at(table)} other where other.supporter_id = ${supporter} and other.show_id not in ${listOf(shows)})`,
  )
  return `not (${elsewhere.join(' or ')})`
}

/** Of none it is a list that holds nothing. */
function listOf(shows: readonly number[]): string {
  return `(${shows.length === 0 ? '-1' : shows.map((id) => Math.trunc(id)).join(', ')})`
}
