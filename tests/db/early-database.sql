-- The tables of a database of Readout 0.1.0, before the baselines, as PostgreSQL describes them.
create table migrations (
  name varchar(255) not null, timestamp varchar(255) not null, constraint migrations_pkey PRIMARY KEY (name)
);
create table installation (
  only_row boolean default true not null, feed_epoch uuid default gen_random_uuid() not null,
  created_at timestamptz default now() not null, constraint installation_pkey PRIMARY KEY (only_row),
  constraint installation_only_row_check CHECK (only_row)
);
create table shows (
  id integer generated always as identity not null, slug text not null, title text not null,
  time_zone text default 'UTC'::text not null, currency text default 'USD'::text not null, feed_url text, lightning_address text,
  is_public boolean default false not null, status text default 'provisional'::text not null,
  demo boolean default false not null, baller_sats bigint default 20000 not null, read_sats bigint default 2000 not null,
  created_at timestamptz default now() not null, set_aside_from text, merged_into integer,
  constraint shows_slug_key UNIQUE (slug), constraint shows_pkey PRIMARY KEY (id),
  constraint shows_check CHECK ((baller_sats >= read_sats)),
  constraint shows_check1 CHECK (((NOT is_public) OR (status = 'kept'::text))),
  constraint shows_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint shows_read_sats_check CHECK ((read_sats >= 0)),
  constraint shows_set_aside_from_check CHECK ((set_aside_from = ANY (ARRAY['provisional'::text, 'kept'::text]))),
  constraint shows_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint shows_status_check CHECK ((status = ANY (ARRAY['provisional'::text, 'kept'::text, 'set_aside'::text])))
);
create table show_names (
  kind text not null, value text not null, show_id integer not null, constraint show_names_pkey PRIMARY KEY (kind, value),
  constraint show_names_kind_check CHECK ((kind = ANY (ARRAY['guid'::text, 'feed_id'::text, 'feed_url'::text, 'title'::text])))
);
create table show_aliases (
  slug text not null, show_id integer not null, constraint show_aliases_pkey PRIMARY KEY (slug)
);
create table episodes (
  id uuid not null, show_id integer not null, title text, published_at timestamptz, provisional boolean default true not null,
  created_at timestamptz default now() not null, constraint episodes_pkey PRIMARY KEY (id)
);
create table episode_names (
  show_id integer not null, kind text not null, value text not null, episode_id uuid not null,
  constraint episode_names_pkey PRIMARY KEY (show_id, kind, value),
  constraint episode_names_kind_check CHECK ((kind = ANY (ARRAY['guid'::text, 'item_id'::text, 'title'::text])))
);
create table episode_aliases (
  id uuid not null, episode_id uuid not null, constraint episode_aliases_pkey PRIMARY KEY (id)
);
create table wallets (
  id integer generated always as identity not null, name text not null, whose text default 'shared'::text not null,
  show_id integer, demo boolean default false not null, created_at timestamptz default now() not null,
  constraint wallets_name_key UNIQUE (name), constraint wallets_pkey PRIMARY KEY (id),
  constraint wallets_name_check CHECK ((name <> ''::text)),
  constraint wallets_whose_check CHECK ((whose = ANY (ARRAY['show'::text, 'shared'::text])))
);
create table sources (
  id integer generated always as identity not null, name text not null, kind text not null, exactness smallint not null,
  wallet_id integer not null, created_at timestamptz default now() not null, constraint sources_name_key UNIQUE (name),
  constraint sources_pkey PRIMARY KEY (id), constraint sources_exactness_check CHECK (((exactness >= 1) AND (exactness <= 4))),
  constraint sources_name_check CHECK ((name <> ''::text))
);
create table shares (
  id integer generated always as identity not null, show_id integer not null, wallet_id integer not null,
  share numeric(9,8) not null, origin text not null, since timestamptz default '-infinity'::timestamptz not null,
  until timestamptz default 'infinity'::timestamptz not null,
  constraint shares_show_id_wallet_id_since_key UNIQUE (show_id, wallet_id, since), constraint shares_pkey PRIMARY KEY (id),
  constraint shares_check CHECK ((since < until)),
  constraint shares_origin_check CHECK ((origin = ANY (ARRAY['feed'::text, 'host'::text]))),
  constraint shares_share_check CHECK (((share > (0)::numeric) AND (share <= (1)::numeric)))
);
create table rules (
  id uuid not null, effect text not null, memo_contains text, wallet_id integer, min_msat bigint, max_msat bigint,
  show_id integer, note text, created_at timestamptz default now() not null, ended_at timestamptz,
  constraint rules_pkey PRIMARY KEY (id),
  constraint rules_check CHECK ((num_nonnulls(memo_contains, wallet_id, min_msat, max_msat) > 0)),
  constraint rules_check1 CHECK (((min_msat IS NULL) OR (max_msat IS NULL) OR (min_msat <= max_msat))),
  constraint rules_check2 CHECK (((effect = 'ours'::text) OR (show_id IS NULL))),
  constraint rules_effect_check CHECK ((effect = ANY (ARRAY['set_aside'::text, 'ours'::text]))),
  constraint rules_memo_contains_check CHECK ((memo_contains <> ''::text))
);
create table supporters (
  id uuid not null, name text not null, say_as text, note text, created_at timestamptz default now() not null,
  constraint supporters_pkey PRIMARY KEY (id)
);
create table supporter_names (
  id bigint generated always as identity not null, name_key text not null, app_key text default ''::text not null,
  sender_id text default ''::text not null, supporter_id uuid, name text not null, split_by_host boolean default false not null,
  constraint supporter_names_name_key_app_key_sender_id_key UNIQUE (name_key, app_key, sender_id),
  constraint supporter_names_pkey PRIMARY KEY (id), constraint supporter_names_name_key_check CHECK ((name_key <> ''::text))
);
create table supporter_aliases (
  id uuid not null, supporter_id uuid not null, constraint supporter_aliases_pkey PRIMARY KEY (id)
);
create table supporter_suggestions (
  supporter_id uuid not null, other_id uuid not null, reason text not null, dismissed boolean default false not null,
  created_at timestamptz default now() not null, constraint supporter_suggestions_pkey PRIMARY KEY (supporter_id, other_id),
  constraint supporter_suggestions_check CHECK ((supporter_id < other_id))
);
create table show_supporters (
  show_id integer not null, supporter_id uuid not null, team boolean default false not null,
  hidden boolean default false not null, constraint show_supporters_pkey PRIMARY KEY (show_id, supporter_id)
);
create table anonymous_names (
  name_key text not null, constraint anonymous_names_pkey PRIMARY KEY (name_key)
);
create table boosts (
  id uuid not null, action text not null, show_id integer not null, episode_id uuid, supporter_id uuid, sender_name text,
  app text, message text, position_s integer, claimed_msat bigint, received_msat bigint not null, counted_msat bigint not null,
  claim text not null, claim_shares jsonb, fiat_amount_minor bigint, fiat_currency text, price_amount_minor bigint,
  price_currency text, free boolean default false not null, payment_count integer not null, sent_at timestamptz not null,
  link text, hidden boolean default false not null, possible_double boolean default false not null, difference text,
  read_at timestamptz, corrected_at timestamptz, recorded_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  search text generated always as (lower(((COALESCE(sender_name, ''::text) || ' '::text) || COALESCE(message, ''::text)))) stored not null,
  by_hand text[] default '{}'::text[] not null,
  size_order bigint generated always as ( CASE WHEN ((fiat_currency IS NOT NULL) AND (received_msat = 0)) THEN (GREATEST(fiat_amount_minor, (0)::bigint) - '9007199254740991'::bigint) ELSE GREATEST(counted_msat, (0)::bigint) END) stored not null,
  constraint boosts_pkey PRIMARY KEY (id),
  constraint boosts_action_check CHECK ((action = ANY (ARRAY['boost'::text, 'auto'::text]))),
  constraint boosts_check CHECK (((fiat_amount_minor IS NULL) = (fiat_currency IS NULL))),
  constraint boosts_check1 CHECK (((price_amount_minor IS NULL) = (price_currency IS NULL))),
  constraint boosts_claim_check CHECK ((claim = ANY (ARRAY['confirmed'::text, 'doubtful'::text, 'unknown'::text]))),
  constraint boosts_claimed_msat_check CHECK ((claimed_msat >= 0)),
  constraint boosts_payment_count_check CHECK ((payment_count >= 0)),
  constraint boosts_position_s_check CHECK ((position_s >= 0))
);
create table boost_aliases (
  id uuid not null, boost_id uuid not null, constraint boost_aliases_pkey PRIMARY KEY (id)
);
create table payments (
  id uuid not null, wallet_id integer not null, exactness smallint not null, ref text not null, payment_hash bytea, set_id bytea,
  conflict_of uuid, settled_at timestamptz not null, amount_msat bigint, fee_msat bigint default 0 not null,
  fiat_amount_minor bigint, fiat_fee_minor bigint, fiat_currency text, price_amount_minor bigint, price_currency text,
  rail text not null, memo text, comment text, metadata_url text, ours boolean not null, show_id integer, episode_id uuid,
  supporter_id uuid, boost_id uuid, action text, app text, sender_name text, sender_id text,
  recipient text default ''::text not null, message text, position_s integer, claimed_msat bigint, link text,
  remote boolean default false not null, has_reading boolean default false not null, shared_key uuid, uuid_key uuid,
  content_key uuid, pinned boolean default false not null, refund_ref text, refund_of uuid,
  set_aside boolean default false not null, set_aside_by_hand boolean default false not null, set_aside_rule_id uuid,
  needs_look text, recorded_at timestamptz default now() not null, routing text, reading_rank text,
  fee_exactness smallint default 0 not null, named_episode_id uuid, corrected_at timestamptz,
  constraint payments_pkey PRIMARY KEY (id),
  constraint payments_action_check CHECK ((action = ANY (ARRAY['boost'::text, 'auto'::text, 'stream'::text]))),
  constraint payments_check CHECK (((amount_msat IS NULL) OR (fiat_amount_minor IS NULL))),
  constraint payments_check1 CHECK (((fiat_amount_minor IS NULL) = (fiat_currency IS NULL))),
  constraint payments_check2 CHECK (((fiat_amount_minor IS NULL) = (fiat_fee_minor IS NULL))),
  constraint payments_check3 CHECK (((price_amount_minor IS NULL) = (price_currency IS NULL))),
  constraint payments_check4 CHECK (((rail = 'free'::text) OR (amount_msat IS NOT NULL) OR (fiat_amount_minor IS NOT NULL))),
  constraint payments_check5 CHECK (((amount_msat >= 0) OR (refund_ref IS NOT NULL))),
  constraint payments_check6 CHECK (((boost_id IS NULL) OR (show_id IS NOT NULL))),
  constraint payments_check7 CHECK (((boost_id IS NULL) OR (action <> 'stream'::text))),
  constraint payments_claimed_msat_check CHECK ((claimed_msat >= 0)),
  constraint payments_payment_hash_check CHECK ((length(payment_hash) = 32)),
  constraint payments_position_s_check CHECK ((position_s >= 0)),
  constraint payments_rail_check CHECK ((rail = ANY (ARRAY['keysend'::text, 'bolt11'::text, 'lnaddress'::text, 'onchain'::text, 'card'::text, 'ach'::text, 'free'::text]))),
  constraint payments_set_id_check CHECK ((length(set_id) = 32))
);
create table sightings (
  id bigint generated always as identity not null, source_id integer not null, ref text not null, payment_id uuid not null,
  settled_at timestamptz not null, amount_msat bigint, metadata bytea, correction text,
  recorded_at timestamptz default now() not null, wallet_id integer not null,
  constraint sightings_ref_source_id_payment_id_key UNIQUE (ref, source_id, payment_id),
  constraint sightings_pkey PRIMARY KEY (id)
);
create table payment_aliases (
  id uuid not null, payment_id uuid not null, constraint payment_aliases_pkey PRIMARY KEY (id)
);
create table changes (
  xid xid8 default pg_current_xact_id() not null, id bigint generated always as identity not null, show_id integer,
  episode_id uuid, supporter_id uuid, day date, boost_id uuid, "at" timestamptz default now() not null,
  constraint changes_pkey PRIMARY KEY (xid, id)
);
create table chores (
  id uuid not null, work jsonb not null, created_at timestamptz default now() not null, constraint chores_pkey PRIMARY KEY (id)
);
create table users (
  id uuid not null, email text not null, name text, role text not null, password_hash text,
  created_at timestamptz default now() not null, last_signed_in_at timestamptz, constraint users_email_key UNIQUE (email),
  constraint users_pkey PRIMARY KEY (id), constraint users_email_check CHECK (((email <> ''::text) AND (email = lower(email)))),
  constraint users_name_check CHECK ((name <> ''::text)),
  constraint users_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'host'::text, 'bookkeeper'::text])))
);
create table sessions (
  id uuid not null, token_hash bytea not null, user_id uuid not null, created_at timestamptz default now() not null,
  last_used_at timestamptz default now() not null, address text, user_agent text,
  constraint sessions_token_hash_key UNIQUE (token_hash), constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
create table invites (
  id uuid not null, token_hash bytea not null, email text not null, role text not null,
  created_at timestamptz default now() not null, expires_at timestamptz not null, used_at timestamptz, revoked_at timestamptz,
  constraint invites_token_hash_key UNIQUE (token_hash), constraint invites_pkey PRIMARY KEY (id),
  constraint invites_check CHECK ((expires_at > created_at)),
  constraint invites_check1 CHECK ((num_nonnulls(used_at, revoked_at) <= 1)),
  constraint invites_email_check CHECK (((email <> ''::text) AND (email = lower(email)))),
  constraint invites_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'host'::text, 'bookkeeper'::text]))),
  constraint invites_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
create table setup_links (
  token_hash bytea not null, created_at timestamptz default now() not null, used_at timestamptz,
  constraint setup_links_pkey PRIMARY KEY (token_hash),
  constraint setup_links_token_hash_check CHECK ((octet_length(token_hash) = 32))
);
create table api_keys (
  id uuid not null, name text not null, key_hash bytea not null, prefix text not null, scopes text[] not null, source text,
  created_at timestamptz default now() not null, last_used_at timestamptz, last_used_from text, revoked_at timestamptz,
  constraint api_keys_key_hash_key UNIQUE (key_hash), constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_key_hash_check CHECK ((octet_length(key_hash) = 32)),
  constraint api_keys_name_check CHECK ((name <> ''::text)),
  constraint api_keys_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['intake'::text, 'read'::text, 'export'::text, 'admin'::text]))),
  constraint api_keys_source_check CHECK ((source <> ''::text))
);
create table audit_log (
  id uuid not null, "at" timestamptz default now() not null, actor_kind text not null, actor_id uuid, actor_name text not null,
  action text not null, subject jsonb default '{}'::jsonb not null, address text, detail jsonb default '{}'::jsonb not null,
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['person'::text, 'key'::text, 'command'::text, 'nobody'::text]))),
  constraint audit_log_detail_check CHECK ((jsonb_typeof(detail) = 'object'::text)),
  constraint audit_log_subject_check CHECK ((jsonb_typeof(subject) = 'object'::text))
);
create table job_states (
  name text not null, started_at timestamptz not null, ended_at timestamptz, duration_ms integer, went_well_at timestamptz,
  seen xid8, failed_at timestamptz, error text, runs bigint default 0 not null, failures bigint default 0 not null,
  constraint job_states_pkey PRIMARY KEY (name), constraint job_states_duration_ms_check CHECK ((duration_ms >= 0))
);
create table totals_shows (
  show_id integer not null, time_zone text not null, stale boolean default true not null, error text,
  as_of timestamptz default now() not null, xid xid8 default '0'::xid8 not null, zone_xid xid8 default '0'::xid8 not null,
  boosts integer default 0 not null, boosts_counted_msat bigint default 0 not null,
  boosts_received_msat bigint default 0 not null, autos integer default 0 not null, autos_counted_msat bigint default 0 not null,
  autos_received_msat bigint default 0 not null, streams integer default 0 not null,
  streams_received_msat bigint default 0 not null, free integer default 0 not null, fiat integer default 0 not null,
  anonymous integer default 0 not null, supporters integer default 0 not null, fiat_sums jsonb default '[]'::jsonb not null,
  constraint totals_shows_pkey PRIMARY KEY (show_id)
);
create table totals_cells (
  show_id integer not null, part text collate "C" not null, day date not null, key text collate "C" not null,
  boosts integer not null, boosts_counted_msat bigint not null, boosts_received_msat bigint not null, autos integer not null,
  autos_counted_msat bigint not null, autos_received_msat bigint not null, streams integer not null,
  streams_received_msat bigint not null, free integer not null, fiat integer not null, anonymous integer not null,
  constraint totals_cells_pkey PRIMARY KEY (show_id, part, day, key),
  constraint totals_cells_part_check CHECK ((part = ANY (ARRAY['show'::text, 'episode'::text, 'app'::text, 'wallet'::text, 'rail'::text])))
);
create table totals_fiat (
  show_id integer not null, part text collate "C" not null, day date not null, key text collate "C" not null,
  currency text collate "C" not null, amount_minor bigint not null, count integer not null,
  constraint totals_fiat_pkey PRIMARY KEY (show_id, part, day, key, currency),
  constraint totals_fiat_part_check CHECK ((part = ANY (ARRAY['show'::text, 'episode'::text, 'app'::text, 'wallet'::text, 'rail'::text, 'supporter'::text])))
);
create table totals_hours (
  show_id integer not null, day date not null, hours smallint[] not null, boosts integer[] not null,
  counted_msat bigint[] not null, streams integer[] not null, received_msat bigint[] not null,
  constraint totals_hours_pkey PRIMARY KEY (show_id, day)
);
create table totals_supporter_days (
  show_id integer not null, day date not null, supporter_id uuid not null, episode_id uuid, boosts integer not null,
  boosts_counted_msat bigint not null, boosts_received_msat bigint not null, autos integer not null,
  autos_counted_msat bigint not null, autos_received_msat bigint not null, streams integer not null,
  streams_received_msat bigint not null, free integer not null, fiat integer not null, first_at timestamptz not null,
  last_at timestamptz not null,
  constraint totals_supporter_days_show_id_supporter_id_day_episode_id_key UNIQUE NULLS NOT DISTINCT (show_id, supporter_id, day, episode_id)
);
create table totals_supporters (
  show_id integer not null, year smallint not null, supporter_id uuid not null, boosts integer not null,
  boosts_counted_msat bigint not null, boosts_received_msat bigint not null, autos integer not null,
  autos_counted_msat bigint not null, autos_received_msat bigint not null, streams integer not null,
  streams_received_msat bigint not null, free integer not null, fiat integer not null, total_msat bigint not null,
  first_at timestamptz not null, last_at timestamptz not null,
  constraint totals_supporters_pkey PRIMARY KEY (show_id, supporter_id, year)
);
create table totals_state (
  only_row boolean default true not null, xid xid8 default '0'::xid8 not null, id bigint default 0 not null,
  checked_at timestamptz, differences integer default 0 not null, difference text,
  constraint totals_state_pkey PRIMARY KEY (only_row), constraint totals_state_only_row_check CHECK (only_row)
);
create table feed_horizon (
  only_row boolean default true not null, xid xid8 default '0'::xid8 not null, id bigint default 0 not null,
  constraint feed_horizon_pkey PRIMARY KEY (only_row), constraint feed_horizon_only_row_check CHECK (only_row)
);
create table segments (
  id uuid not null, show_id integer not null, previous_id uuid, opened_at timestamptz not null, closed_at timestamptz,
  merged_into uuid, floor timestamptz, recorded_from timestamptz, title text, revision bigint default 0 not null,
  layout_revision bigint default 0 not null, recording_started_at timestamptz,
  recording_offset_s double precision default 0 not null, place jsonb, chapter_edits jsonb default '[]'::jsonb not null,
  frozen jsonb, constraint segments_pkey PRIMARY KEY (id), constraint segments_check CHECK ((closed_at >= opened_at)),
  constraint segments_check1 CHECK (((closed_at IS NULL) = (frozen IS NULL))),
  constraint segments_check2 CHECK (((merged_into IS NULL) OR (closed_at IS NULL))),
  constraint segments_check3 CHECK (((previous_id IS NULL) OR (recorded_from IS NOT NULL)))
);
create table segment_items (
  segment_id uuid not null, boost_id uuid not null, status text default 'unread'::text not null,
  starred boolean default false not null, note text, read_at timestamptz, alone boolean default false not null,
  move_section text, move_after uuid, moved_at timestamptz, carried text, base jsonb default '{}'::jsonb not null,
  version integer default 0 not null, revision bigint default 0 not null, ordinal integer, frozen jsonb,
  constraint segment_items_pkey PRIMARY KEY (segment_id, boost_id),
  constraint segment_items_carried_check CHECK ((carried = ANY (ARRAY['held'::text, 'unread'::text, 'older'::text]))),
  constraint segment_items_check CHECK (((status = 'read'::text) = (read_at IS NOT NULL))),
  constraint segment_items_check1 CHECK (((move_section IS NULL) = (moved_at IS NULL))),
  constraint segment_items_check2 CHECK (((move_section IS NOT NULL) OR (move_after IS NULL))),
  constraint segment_items_check3 CHECK (((ordinal IS NULL) = (frozen IS NULL))),
  constraint segment_items_move_section_check CHECK ((move_section = ANY (ARRAY['baller'::text, 'boosts'::text, 'fiat'::text, 'member'::text, 'thanks'::text]))),
  constraint segment_items_status_check CHECK ((status = ANY (ARRAY['unread'::text, 'read'::text, 'skipped'::text, 'held'::text])))
);
create table segment_marks (
  op_id uuid not null, segment_id uuid not null, boost_id uuid not null, "set" jsonb not null, undo uuid,
  made_at timestamptz not null, seen_version integer, version integer not null, actor_id uuid, actor_name text not null,
  recorded_at timestamptz default now() not null, constraint segment_marks_pkey PRIMARY KEY (op_id)
);
create table segment_shown (
  id bigint generated always as identity not null, segment_id uuid not null, item text, shown_at timestamptz not null,
  words integer, actor_id uuid not null, device text not null, constraint segment_shown_pkey PRIMARY KEY (id),
  constraint segment_shown_words_check CHECK ((words >= 0))
);
create table show_air_settings (
  show_id integer not null, settings jsonb not null, constraint show_air_settings_pkey PRIMARY KEY (show_id)
);
create table public_settings (
  show_id integer not null, description text, messages text default 'after_read'::text not null,
  amounts text default 'exact'::text not null, names boolean default true not null, fiat boolean default false not null,
  supporter_pages boolean default false not null, listed boolean default true not null, goal_title text, goal_sats bigint,
  goal_since date, splits boolean default true not null, constraint public_settings_pkey PRIMARY KEY (show_id),
  constraint public_settings_amounts_check CHECK ((amounts = ANY (ARRAY['exact'::text, 'rounded'::text, 'none'::text]))),
  constraint public_settings_check CHECK (((goal_title IS NULL) = (goal_sats IS NULL))),
  constraint public_settings_check1 CHECK (((goal_since IS NULL) OR (goal_title IS NOT NULL))),
  constraint public_settings_description_check CHECK ((length(description) <= 2000)),
  constraint public_settings_goal_sats_check CHECK ((goal_sats > 0)),
  constraint public_settings_goal_title_check CHECK (((length(goal_title) >= 1) AND (length(goal_title) <= 200))),
  constraint public_settings_messages_check CHECK ((messages = ANY (ARRAY['after_read'::text, 'at_once'::text, 'never'::text])))
);
create table rates (
  id bigint generated always as identity not null, currency text not null, "at" timestamptz not null, seconds integer not null,
  price numeric(20,8) not null, origin text not null, source text not null, fetched_at timestamptz default now() not null,
  constraint rates_currency_at_seconds_source_price_key UNIQUE (currency, at, seconds, source, price),
  constraint rates_pkey PRIMARY KEY (id), constraint rates_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint rates_origin_check CHECK ((origin = ANY (ARRAY['provider'::text, 'file'::text, 'hand'::text]))),
  constraint rates_price_check CHECK ((price > (0)::numeric)),
  constraint rates_seconds_check CHECK ((seconds = ANY (ARRAY[3600, 86400]))),
  constraint rates_source_check CHECK ((source <> ''::text))
);
create table payment_rates (
  payment_id uuid not null, currency text not null, rate_id bigint not null,
  constraint payment_rates_pkey PRIMARY KEY (payment_id, currency)
);
create table rate_currencies (
  currency text not null, wanted_at timestamptz default now() not null, constraint rate_currencies_pkey PRIMARY KEY (currency),
  constraint rate_currencies_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
);
create table rate_days (
  currency text not null, day date not null, tries integer default 0 not null, next_try_at timestamptz default now() not null,
  error text, constraint rate_days_pkey PRIMARY KEY (currency, day)
);
create table rate_cursor (
  only_row boolean default true not null, xid xid8 default '0'::xid8 not null, id bigint default 0 not null,
  constraint rate_cursor_pkey PRIMARY KEY (only_row), constraint rate_cursor_only_row_check CHECK (only_row)
);
create table closed_months (
  id uuid not null, show_id integer, month text not null, statement jsonb not null, closed_at timestamptz default now() not null,
  closed_by text not null, constraint closed_months_show_id_month_key UNIQUE NULLS NOT DISTINCT (show_id, month),
  constraint closed_months_pkey PRIMARY KEY (id),
  constraint closed_months_month_check CHECK ((month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'::text))
);
create table connections (
  source_id integer not null, settings jsonb not null, secrets text not null, version integer default 1 not null,
  paused boolean default false not null, cursor jsonb default '{}'::jsonb not null, state text default 'waiting'::text not null,
  problem text, next_step text, state_since timestamptz default now() not null, contact_at timestamptz, payment_at timestamptz,
  lag_ms bigint, listed bigint, to_list bigint, unread integer default 0 not null, unread_problem text,
  constraint connections_pkey PRIMARY KEY (source_id),
  constraint connections_check CHECK (((state = 'failing'::text) = (problem IS NOT NULL))),
  constraint connections_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'connecting'::text, 'connected'::text, 'failing'::text])))
);
create table metadata_fetches (
  payment_id uuid not null, host text not null, tries integer default 0 not null, next_at timestamptz, result text, problem text,
  answer bytea, asked_at timestamptz, constraint metadata_fetches_pkey PRIMARY KEY (payment_id),
  constraint metadata_fetches_check CHECK (((next_at IS NULL) = (result IS NOT NULL))),
  constraint metadata_fetches_result_check CHECK ((result = ANY (ARRAY['taken'::text, 'contradicts'::text, 'failed'::text])))
);
create table wallet_addresses (
  address text not null, custom_key text default ''::text not null, custom_value text default ''::text not null,
  wallet_id integer not null, constraint wallet_addresses_pkey PRIMARY KEY (address, custom_key, custom_value),
  constraint wallet_addresses_address_check CHECK (((address = lower(address)) AND (address <> ''::text)))
);
create table feeds (
  show_id integer not null, url text not null, etag text, last_modified text, title text, image_url text, guid text,
  fetched_at timestamptz, changed_at timestamptz, next_at timestamptz default now() not null,
  failures integer default 0 not null, problem text, next_step text, constraint feeds_pkey PRIMARY KEY (show_id)
);
create table feed_items (
  show_id integer not null, key text not null, title text, published_at timestamptz, value text default ''::text not null,
  episode_id uuid, constraint feed_items_pkey PRIMARY KEY (show_id, key)
);
create table value_recipients (
  id integer generated always as identity not null, show_id integer not null, episode_id uuid, name text, address text not null,
  custom_key text default ''::text not null, custom_value text default ''::text not null, is_fee boolean not null,
  share numeric(9,8) not null, since timestamptz default '-infinity'::timestamptz not null,
  until timestamptz default 'infinity'::timestamptz not null, constraint value_recipients_pkey PRIMARY KEY (id),
  constraint value_recipients_check CHECK ((since < until)),
  constraint value_recipients_share_check CHECK (((share >= (0)::numeric) AND (share <= (1)::numeric)))
);
create table value_time_splits (
  episode_id uuid not null, start_s integer not null, duration_s integer not null, remote_share numeric(9,8) not null,
  feed_guid text, item_guid text, constraint value_time_splits_pkey PRIMARY KEY (episode_id, start_s),
  constraint value_time_splits_duration_s_check CHECK ((duration_s > 0)),
  constraint value_time_splits_remote_share_check CHECK (((remote_share >= (0)::numeric) AND (remote_share <= (1)::numeric))),
  constraint value_time_splits_start_s_check CHECK ((start_s >= 0))
);
alter table boost_aliases add constraint boost_aliases_boost_id_fkey FOREIGN KEY (boost_id) REFERENCES boosts(id) ON DELETE CASCADE;
alter table boosts add constraint boosts_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id);
alter table boosts add constraint boosts_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table boosts add constraint boosts_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES supporters(id);
alter table closed_months add constraint closed_months_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table connections add constraint connections_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE;
alter table episode_aliases add constraint episode_aliases_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id) ON DELETE CASCADE;
alter table episode_names add constraint episode_names_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id) ON DELETE CASCADE;
alter table episode_names add constraint episode_names_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table episodes add constraint episodes_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table feed_items add constraint feed_items_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id) ON DELETE SET NULL;
alter table feed_items add constraint feed_items_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table feeds add constraint feeds_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table metadata_fetches add constraint metadata_fetches_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id) ON DELETE CASCADE;
alter table payment_aliases add constraint payment_aliases_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id) ON DELETE CASCADE;
alter table payment_rates add constraint payment_rates_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id) ON DELETE CASCADE;
alter table payment_rates add constraint payment_rates_rate_id_fkey FOREIGN KEY (rate_id) REFERENCES rates(id);
alter table payments add constraint payments_boost_id_fkey FOREIGN KEY (boost_id) REFERENCES boosts(id);
alter table payments add constraint payments_conflict_of_fkey FOREIGN KEY (conflict_of) REFERENCES payments(id) ON DELETE SET NULL;
alter table payments add constraint payments_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id);
alter table payments add constraint payments_refund_of_fkey FOREIGN KEY (refund_of) REFERENCES payments(id);
alter table payments add constraint payments_set_aside_rule_id_fkey FOREIGN KEY (set_aside_rule_id) REFERENCES rules(id) ON DELETE SET NULL;
alter table payments add constraint payments_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table payments add constraint payments_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES supporters(id);
alter table payments add constraint payments_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets(id);
alter table public_settings add constraint public_settings_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table rules add constraint rules_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table rules add constraint rules_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets(id) ON DELETE CASCADE;
alter table segment_items add constraint segment_items_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segments(id) ON DELETE CASCADE;
alter table segment_marks add constraint segment_marks_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segments(id) ON DELETE CASCADE;
alter table segment_shown add constraint segment_shown_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segments(id) ON DELETE CASCADE;
alter table segments add constraint segments_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES segments(id) ON DELETE CASCADE;
alter table segments add constraint segments_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES segments(id) ON DELETE SET NULL;
alter table segments add constraint segments_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table sessions add constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table shares add constraint shares_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table shares add constraint shares_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets(id) ON DELETE CASCADE;
alter table show_air_settings add constraint show_air_settings_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table show_aliases add constraint show_aliases_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table show_names add constraint show_names_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table show_supporters add constraint show_supporters_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table show_supporters add constraint show_supporters_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES supporters(id) ON DELETE CASCADE;
alter table shows add constraint shows_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES shows(id) ON DELETE CASCADE;
alter table sightings add constraint sightings_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id) ON DELETE CASCADE;
alter table sightings add constraint sightings_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id);
alter table sightings add constraint sightings_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets(id);
alter table sources add constraint sources_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets(id) ON DELETE CASCADE;
alter table supporter_aliases add constraint supporter_aliases_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES supporters(id) ON DELETE CASCADE;
alter table supporter_names add constraint supporter_names_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES supporters(id) ON DELETE CASCADE;
alter table supporter_suggestions add constraint supporter_suggestions_other_id_fkey FOREIGN KEY (other_id) REFERENCES supporters(id) ON DELETE CASCADE;
alter table supporter_suggestions add constraint supporter_suggestions_supporter_id_fkey FOREIGN KEY (supporter_id) REFERENCES supporters(id) ON DELETE CASCADE;
alter table totals_shows add constraint totals_shows_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table value_recipients add constraint value_recipients_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id) ON DELETE CASCADE;
alter table value_recipients add constraint value_recipients_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE CASCADE;
alter table value_time_splits add constraint value_time_splits_episode_id_fkey FOREIGN KEY (episode_id) REFERENCES episodes(id) ON DELETE CASCADE;
alter table wallet_addresses add constraint wallet_addresses_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES wallets(id) ON DELETE CASCADE;
alter table wallets add constraint wallets_show_id_fkey FOREIGN KEY (show_id) REFERENCES shows(id) ON DELETE SET NULL;
CREATE UNIQUE INDEX api_keys_by_name ON api_keys USING btree (name) WHERE (revoked_at IS NULL);
CREATE INDEX audit_log_by_actor ON audit_log USING btree (actor_id, id);
CREATE INDEX boost_aliases_by_boost ON boost_aliases USING btree (boost_id);
CREATE INDEX boosts_by_app ON boosts USING btree (lower(app), sent_at DESC, id DESC);
CREATE INDEX boosts_by_arrival ON boosts USING btree (show_id, recorded_at DESC, id DESC);
CREATE INDEX boosts_by_episode ON boosts USING btree (episode_id, sent_at DESC, id DESC);
CREATE INDEX boosts_by_show ON boosts USING btree (show_id, sent_at DESC, id DESC);
CREATE INDEX boosts_by_show_and_size ON boosts USING btree (show_id, size_order DESC, id DESC);
CREATE INDEX boosts_by_size ON boosts USING btree (size_order DESC, id DESC);
CREATE INDEX boosts_by_supporter ON boosts USING btree (supporter_id, sent_at DESC, id DESC);
CREATE INDEX boosts_by_text ON boosts USING gin (search gin_trgm_ops);
CREATE INDEX boosts_by_time ON boosts USING btree (sent_at DESC, id DESC);
CREATE INDEX boosts_hidden ON boosts USING btree (sent_at DESC, id DESC) WHERE hidden;
CREATE INDEX boosts_in_doubt ON boosts USING btree (sent_at DESC, id DESC) WHERE (claim = 'doubtful'::text);
CREATE INDEX boosts_of_supporter ON boosts USING btree (show_id, supporter_id, sent_at, id) INCLUDE (counted_msat, episode_id) WHERE ((payment_count > 0) AND (NOT hidden));
CREATE INDEX boosts_perhaps_double ON boosts USING btree (sent_at DESC, id DESC) WHERE possible_double;
CREATE INDEX boosts_read ON boosts USING btree (sent_at DESC, id DESC) WHERE (read_at IS NOT NULL);
CREATE INDEX boosts_read_aloud ON boosts USING btree (show_id, read_at DESC, id DESC) WHERE ((read_at IS NOT NULL) AND (message IS NOT NULL) AND (NOT hidden));
CREATE INDEX boosts_with_open_claims ON boosts USING btree (show_id, id) WHERE ((claim_shares IS NULL) AND (claimed_msat IS NOT NULL));
CREATE INDEX boosts_without_episode ON boosts USING btree (show_id, sent_at DESC, id DESC) WHERE (episode_id IS NULL);
CREATE INDEX conflicts_by_hash ON payments USING btree (payment_hash) WHERE (conflict_of IS NOT NULL);
CREATE INDEX conflicts_by_payment ON payments USING btree (conflict_of) WHERE (conflict_of IS NOT NULL);
CREATE INDEX episode_aliases_by_episode ON episode_aliases USING btree (episode_id);
CREATE INDEX episode_names_by_episode ON episode_names USING btree (episode_id);
CREATE INDEX episodes_by_show ON episodes USING btree (show_id, published_at DESC NULLS LAST, id DESC);
CREATE INDEX feed_items_by_episode ON feed_items USING btree (episode_id);
CREATE INDEX metadata_fetches_due ON metadata_fetches USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX payment_aliases_by_payment ON payment_aliases USING btree (payment_id);
CREATE INDEX payment_rates_by_rate ON payment_rates USING btree (rate_id);
CREATE INDEX payments_awaiting_metadata ON payments USING btree (id) WHERE ((metadata_url IS NOT NULL) AND (NOT has_reading));
CREATE INDEX payments_by_boost ON payments USING btree (boost_id) WHERE (boost_id IS NOT NULL);
CREATE INDEX payments_by_content_key ON payments USING btree (content_key, settled_at) WHERE (content_key IS NOT NULL);
CREATE INDEX payments_by_episode ON payments USING btree (episode_id, settled_at DESC);
CREATE UNIQUE INDEX payments_by_hash ON payments USING btree (payment_hash, COALESCE(set_id, '\x'::bytea)) WHERE ((payment_hash IS NOT NULL) AND (conflict_of IS NULL));
CREATE INDEX payments_by_rule ON payments USING btree (set_aside_rule_id) WHERE (set_aside_rule_id IS NOT NULL);
CREATE INDEX payments_by_shared_key ON payments USING btree (shared_key, settled_at) WHERE (shared_key IS NOT NULL);
CREATE INDEX payments_by_show ON payments USING btree (show_id, settled_at DESC, id DESC);
CREATE INDEX payments_by_supporter ON payments USING btree (supporter_id, settled_at DESC);
CREATE INDEX payments_by_time ON payments USING btree (settled_at DESC, id DESC);
CREATE INDEX payments_by_uuid_key ON payments USING btree (uuid_key, settled_at) WHERE (uuid_key IS NOT NULL);
CREATE INDEX payments_by_wallet ON payments USING btree (wallet_id, settled_at DESC, id DESC);
CREATE INDEX payments_on_schedule ON payments USING btree (settled_at DESC, id DESC) WHERE (action = 'auto'::text);
CREATE INDEX payments_set_aside ON payments USING btree (settled_at DESC, id DESC) WHERE set_aside;
CREATE INDEX payments_to_look_at ON payments USING btree (settled_at DESC, id DESC) WHERE (needs_look IS NOT NULL);
CREATE INDEX rate_days_by_turn ON rate_days USING btree (next_try_at);
CREATE INDEX refunds_by_payment ON payments USING btree (refund_of) WHERE (refund_of IS NOT NULL);
CREATE INDEX refunds_waiting ON payments USING btree (refund_ref) WHERE (refund_ref IS NOT NULL);
CREATE INDEX segment_items_by_boost ON segment_items USING btree (boost_id);
CREATE INDEX segment_items_by_revision ON segment_items USING btree (segment_id, revision);
CREATE INDEX segment_marks_by_boost ON segment_marks USING btree (segment_id, boost_id);
CREATE INDEX segment_shown_by_actor ON segment_shown USING btree (actor_id, shown_at DESC);
CREATE INDEX segment_shown_by_time ON segment_shown USING btree (segment_id, shown_at);
CREATE INDEX segments_by_previous ON segments USING btree (previous_id) WHERE (previous_id IS NOT NULL);
CREATE INDEX segments_by_show ON segments USING btree (show_id, closed_at DESC, id DESC);
CREATE INDEX segments_merged ON segments USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE UNIQUE INDEX segments_open ON segments USING btree (show_id) WHERE ((closed_at IS NULL) AND (merged_into IS NULL));
CREATE INDEX sessions_by_user ON sessions USING btree (user_id);
CREATE INDEX show_aliases_by_show ON show_aliases USING btree (show_id);
CREATE INDEX show_names_by_show ON show_names USING btree (show_id);
CREATE INDEX show_supporters_by_supporter ON show_supporters USING btree (supporter_id);
CREATE INDEX shows_merged ON shows USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX sightings_by_payment ON sightings USING btree (payment_id);
CREATE INDEX sightings_in_order ON sightings USING btree (source_id, id);
CREATE INDEX sources_by_wallet ON sources USING btree (wallet_id);
CREATE INDEX supporter_aliases_by_supporter ON supporter_aliases USING btree (supporter_id);
CREATE INDEX supporter_names_by_sender_id ON supporter_names USING btree (sender_id, app_key) WHERE (sender_id <> ''::text);
CREATE INDEX supporter_names_by_supporter ON supporter_names USING btree (supporter_id);
CREATE INDEX supporter_suggestions_by_other ON supporter_suggestions USING btree (other_id);
CREATE INDEX totals_shows_stale ON totals_shows USING btree (show_id) WHERE stale;
CREATE INDEX totals_supporter_days_by_day ON totals_supporter_days USING btree (show_id, day);
CREATE INDEX totals_supporter_days_by_episode ON totals_supporter_days USING btree (episode_id) WHERE (episode_id IS NOT NULL);
CREATE INDEX totals_supporters_by_size ON totals_supporters USING btree (show_id, year, total_msat, supporter_id);
CREATE INDEX value_recipients_by_episode ON value_recipients USING btree (episode_id);
CREATE INDEX value_recipients_by_show ON value_recipients USING btree (show_id, episode_id);
CREATE INDEX wallet_addresses_by_wallet ON wallet_addresses USING btree (wallet_id);
CREATE OR REPLACE FUNCTION keep_segments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    declare
      target integer := (to_jsonb(old) ->> 'merged_into')::integer;
      survivor uuid;
    begin
      if target is null then return old; end if;
      select id into survivor from segments
      where show_id = target and closed_at is null and merged_into is null;
      if survivor is not null then
        update segments set merged_into = survivor
        where show_id = old.id and closed_at is null and merged_into is null;
        insert into segment_items (segment_id, boost_id, status, starred, note, read_at, alone, carried, base, version, revision)
        select survivor, i.boost_id, i.status, i.starred, i.note, i.read_at, i.alone, i.carried, i.base, i.version, 0
        from segment_items i join segments s on s.id = i.segment_id
        where s.show_id = old.id and s.merged_into = survivor
        on conflict do nothing;
        update segment_marks m set segment_id = survivor
        from segments s where s.id = m.segment_id and s.show_id = old.id and s.merged_into = survivor;
      end if;
      update segments set show_id = target where show_id = old.id;
      return old;
    end $function$;
CREATE OR REPLACE FUNCTION note_boosts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'INSERT' then
        insert into changes (show_id, episode_id, supporter_id, day, boost_id) select distinct * from (
    select r.show_id, r.episode_id, r.supporter_id,
           (r.sent_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.id
    from new_rows r left join shows s on s.id = r.show_id) n;
      elsif tg_op = 'DELETE' then
        insert into changes (show_id, episode_id, supporter_id, day, boost_id) select distinct * from (
    select r.show_id, r.episode_id, r.supporter_id,
           (r.sent_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.id
    from old_rows r left join shows s on s.id = r.show_id) o;
      else
        insert into changes (show_id, episode_id, supporter_id, day, boost_id) 
    select r.show_id, r.episode_id, r.supporter_id,
           (r.sent_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.id
    from old_rows r left join shows s on s.id = r.show_id union 
    select r.show_id, r.episode_id, r.supporter_id,
           (r.sent_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.id
    from new_rows r left join shows s on s.id = r.show_id;
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $function$;
CREATE OR REPLACE FUNCTION note_episodes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'INSERT' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select show_id, id, null::uuid from new_rows) n;
      elsif tg_op = 'DELETE' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select show_id, id, null::uuid from old_rows) o;
      else
        insert into changes (show_id, episode_id, supporter_id) select show_id, id, null::uuid from old_rows union select show_id, id, null::uuid from new_rows;
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $function$;
CREATE OR REPLACE FUNCTION note_payments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'INSERT' then
        insert into changes (show_id, episode_id, supporter_id, day, boost_id) select distinct * from (
    select r.show_id, r.episode_id, r.supporter_id,
           (r.settled_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.boost_id
    from new_rows r left join shows s on s.id = r.show_id) n;
      elsif tg_op = 'DELETE' then
        insert into changes (show_id, episode_id, supporter_id, day, boost_id) select distinct * from (
    select r.show_id, r.episode_id, r.supporter_id,
           (r.settled_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.boost_id
    from old_rows r left join shows s on s.id = r.show_id) o;
      else
        insert into changes (show_id, episode_id, supporter_id, day, boost_id) 
    select r.show_id, r.episode_id, r.supporter_id,
           (r.settled_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.boost_id
    from old_rows r left join shows s on s.id = r.show_id union 
    select r.show_id, r.episode_id, r.supporter_id,
           (r.settled_at at time zone coalesce(s.time_zone, 'UTC'))::date, r.boost_id
    from new_rows r left join shows s on s.id = r.show_id;
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $function$;
CREATE OR REPLACE FUNCTION note_show_supporters()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'INSERT' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select show_id, null::uuid, supporter_id from new_rows) n;
      elsif tg_op = 'DELETE' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select show_id, null::uuid, supporter_id from old_rows) o;
      else
        insert into changes (show_id, episode_id, supporter_id) select show_id, null::uuid, supporter_id from old_rows union select show_id, null::uuid, supporter_id from new_rows;
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $function$;
CREATE OR REPLACE FUNCTION note_shows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'INSERT' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select id, null::uuid, null::uuid from new_rows) n;
      elsif tg_op = 'DELETE' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select id, null::uuid, null::uuid from old_rows) o;
      else
        insert into changes (show_id, episode_id, supporter_id) select id, null::uuid, null::uuid from old_rows union select id, null::uuid, null::uuid from new_rows;
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $function$;
CREATE OR REPLACE FUNCTION note_supporters()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      if tg_op = 'INSERT' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select null::integer, null::uuid, id from new_rows) n;
      elsif tg_op = 'DELETE' then
        insert into changes (show_id, episode_id, supporter_id) select distinct * from (select null::integer, null::uuid, id from old_rows) o;
      else
        insert into changes (show_id, episode_id, supporter_id) select null::integer, null::uuid, id from old_rows union select null::integer, null::uuid, id from new_rows;
      end if;
      perform pg_notify('changes_' || current_schema(), '');
      return null;
    end $function$;
CREATE TRIGGER note_delete AFTER DELETE ON boosts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_boosts();
CREATE TRIGGER note_insert AFTER INSERT ON boosts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_boosts();
CREATE TRIGGER note_update AFTER UPDATE ON boosts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_boosts();
CREATE TRIGGER note_delete AFTER DELETE ON episodes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_episodes();
CREATE TRIGGER note_insert AFTER INSERT ON episodes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_episodes();
CREATE TRIGGER note_update AFTER UPDATE ON episodes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_episodes();
CREATE TRIGGER note_delete AFTER DELETE ON payments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_payments();
CREATE TRIGGER note_insert AFTER INSERT ON payments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_payments();
CREATE TRIGGER note_update AFTER UPDATE ON payments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_payments();
CREATE TRIGGER note_delete AFTER DELETE ON show_supporters REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_show_supporters();
CREATE TRIGGER note_insert AFTER INSERT ON show_supporters REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_show_supporters();
CREATE TRIGGER note_update AFTER UPDATE ON show_supporters REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_show_supporters();
CREATE TRIGGER keep_segments BEFORE DELETE ON shows FOR EACH ROW EXECUTE FUNCTION keep_segments();
CREATE TRIGGER note_delete AFTER DELETE ON shows REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_shows();
CREATE TRIGGER note_insert AFTER INSERT ON shows REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_shows();
CREATE TRIGGER note_update AFTER UPDATE ON shows REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_shows();
CREATE TRIGGER note_delete AFTER DELETE ON supporters REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION note_supporters();
CREATE TRIGGER note_insert AFTER INSERT ON supporters REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_supporters();
CREATE TRIGGER note_update AFTER UPDATE ON supporters REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_supporters();

-- What Readout kept there, made up: at least a row in every table.
insert into installation default values;
insert into shows (slug, title, status, is_public, feed_url) values ('tide-tables', 'Tide Tables', 'kept', true, 'https://feeds.example/tides');
insert into shows (slug, title, status, set_aside_from) values ('low-water', 'Low Water', 'set_aside', 'kept');
insert into shows (slug, title, merged_into) values ('tide-tables-2', 'Tide  Tables', 1);
insert into show_names values ('guid', '5a1f3c0e-0000-5000-8000-00000000a001', 1), ('title', 'low water', 2);
insert into show_aliases values ('tides', 1);
insert into episodes values ('00000000-0000-7000-8000-0000000000e1', 1, 'Spring tide', '2026-03-01T18:00Z', false, '2026-03-01T18:05Z');
insert into episode_names values (1, 'guid', 'tides-1', '00000000-0000-7000-8000-0000000000e1');
insert into episode_aliases values ('00000000-0000-7000-8000-0000000000e2', '00000000-0000-7000-8000-0000000000e1');
insert into public_settings (show_id, description, splits, goal_title, goal_sats) values (1, 'Of the sea', false, 'A buoy', 500000);
insert into show_air_settings values (1, '{"words": ["barnacle"]}');
insert into feeds (show_id, url, etag, fetched_at) values (1, 'https://feeds.example/tides', '"7"', '2026-03-02T00:00Z');
insert into feed_items values (1, 'tides-1', 'Spring tide', '2026-03-01T18:00Z', 'f00d', '00000000-0000-7000-8000-0000000000e1');
insert into value_recipients (show_id, name, address, is_fee, share) values (1, 'Harbour', '02aa', false, 0.95), (1, 'App', '02bb', true, 0.05);
insert into value_time_splits values ('00000000-0000-7000-8000-0000000000e1', 60, 180, 0.9, 'another', 'song-1');
insert into wallets (name, whose, show_id) values ('harbour node', 'show', 1), ('till', 'shared', null);
insert into sources (name, kind, exactness, wallet_id) values ('harbour lnd', 'lnd', 4, 1), ('till file', 'csv', 2, 2);
insert into connections (source_id, settings, secrets, cursor, state, unread, unread_problem)
  values (1, '{"address": "localhost:10009"}', 'sealed', '{"settle_index": 12}', 'connected', 1, 'Of another kind.');
insert into wallet_addresses values ('02aa', '', '', 1), ('till@pay.example', '7', 'x', 2);
insert into shares (show_id, wallet_id, share, origin) values (1, 1, 0.95, 'feed');
insert into rules (id, effect, memo_contains, ended_at) values ('00000000-0000-7000-8000-0000000000f1', 'set_aside', 'bait', null),
  ('00000000-0000-7000-8000-0000000000f2', 'set_aside', 'ice', '2026-03-03T00:00Z');
insert into supporters (id, name, say_as) values ('00000000-0000-7000-8000-0000000000b1', 'Ebba', 'EB-ba'),
  ('00000000-0000-7000-8000-0000000000b2', 'ebba', null);
insert into supporter_names (name_key, app_key, sender_id, supporter_id, name) values ('ebba', 'castamatic', 'e-1', '00000000-0000-7000-8000-0000000000b1', 'Ebba'),
  ('nobody here', '', '', null, '');
insert into supporter_aliases values ('00000000-0000-7000-8000-0000000000b3', '00000000-0000-7000-8000-0000000000b1');
insert into supporter_suggestions (supporter_id, other_id, reason)
  values ('00000000-0000-7000-8000-0000000000b1', '00000000-0000-7000-8000-0000000000b2', 'Nearly the same name.');
insert into show_supporters values (1, '00000000-0000-7000-8000-0000000000b2', true, false);
insert into anonymous_names values ('anonymous'), ('anon'), ('a gull');
insert into boosts (id, action, show_id, episode_id, supporter_id, sender_name, app, message, position_s, claimed_msat, received_msat,
    counted_msat, claim, claim_shares, payment_count, sent_at, read_at, corrected_at, by_hand)
  values ('00000000-0000-7000-8000-0000000000d1', 'boost', 1, '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000b1',
    'Ebba', 'Castamatic', E'High water at noon, \\n and "foam" 🌊', 574, 21000000, 19950000, 21000000, 'confirmed', '{"1": 0.95}', 1,
    '2026-03-01T19:00Z', '2026-03-08T18:10Z', '2026-03-02T08:00Z', '{message,episode_id}');
insert into boosts (id, action, show_id, received_msat, counted_msat, claim, fiat_amount_minor, fiat_currency, payment_count, sent_at)
  values ('00000000-0000-7000-8000-0000000000d2', 'boost', 1, 0, 0, 'unknown', 500, 'USD', 1, '2026-03-02T19:00Z');
insert into boost_aliases values ('00000000-0000-7000-8000-0000000000d3', '00000000-0000-7000-8000-0000000000d1');
insert into payments (id, wallet_id, exactness, ref, payment_hash, settled_at, amount_msat, fee_msat, fee_exactness, rail, ours, show_id,
    episode_id, named_episode_id, supporter_id, boost_id, action, app, sender_name, sender_id, recipient, message, position_s, claimed_msat,
    has_reading, reading_rank, routing, content_key, corrected_at)
  values ('00000000-0000-7000-8000-0000000000c1', 1, 4, '12', sha256('one'), '2026-03-01T19:00Z', 19950000, 0, 4, 'keysend', true, 1,
    '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000e1', '00000000-0000-7000-8000-0000000000b1',
    '00000000-0000-7000-8000-0000000000d1', 'boost', 'Castamatic', 'Ebba', 'e-1', 'Harbour', 'High water at noon', 574, 21000000,
    true, '4 0', 'r', '00000000-0000-5000-8000-0000000000c0', '2026-03-02T08:00Z');
insert into payments (id, wallet_id, exactness, ref, settled_at, fiat_amount_minor, fiat_fee_minor, fiat_currency, rail, ours, show_id, boost_id,
    action) values ('00000000-0000-7000-8000-0000000000c2', 2, 2, 'ch-1', '2026-03-02T19:00Z', 500, 45, 'USD', 'card', true, 1,
    '00000000-0000-7000-8000-0000000000d2', 'boost');
insert into payments (id, wallet_id, exactness, ref, settled_at, amount_msat, rail, memo, metadata_url, ours, show_id, needs_look)
  values ('00000000-0000-7000-8000-0000000000c3', 1, 4, '13', '2026-03-03T19:00Z', 1000000, 'lnaddress', 'rss::payment::boost https://meta.example/1',
    'https://meta.example/1', true, 1, 'Its metadata has not come.');
insert into payments (id, wallet_id, exactness, ref, settled_at, amount_msat, rail, ours, refund_ref, refund_of)
  values ('00000000-0000-7000-8000-0000000000c4', 1, 4, '14', '2026-03-04T19:00Z', -1000, 'bolt11', false, '12', '00000000-0000-7000-8000-0000000000c1');
insert into payment_aliases values ('00000000-0000-7000-8000-0000000000c5', '00000000-0000-7000-8000-0000000000c1');
insert into sightings (source_id, ref, payment_id, wallet_id, settled_at, amount_msat, metadata, correction)
  values (1, '12', '00000000-0000-7000-8000-0000000000c1', 1, '2026-03-01T19:00Z', 19950000, '\x7b7d00ff', null),
    (2, 'ch-1', '00000000-0000-7000-8000-0000000000c2', 2, '2026-03-02T19:00Z', null, null, 'The fee was 0.');
insert into metadata_fetches (payment_id, host, tries, next_at) values ('00000000-0000-7000-8000-0000000000c3', 'meta.example', 2, '2026-03-03T20:00Z');
insert into feed_horizon (xid, id) values ('3', 7);
insert into chores values ('00000000-0000-7000-8000-0000000000a1', '{"kind": "set aside show", "show_id": 2}', '2026-03-05T00:00Z');
insert into job_states (name, started_at, ended_at, went_well_at, seen, runs) values ('totals', '2026-03-05T00:00Z', '2026-03-05T00:01Z', '2026-03-05T00:01Z', '9', 4);
insert into users values ('00000000-0000-7000-8000-000000000071', 'ines@example.com', 'Ines', 'owner', null, '2026-01-01T00:00Z', null);
insert into sessions (id, token_hash, user_id) values ('00000000-0000-7000-8000-000000000072', sha256('cookie'), '00000000-0000-7000-8000-000000000071');
insert into invites (id, token_hash, email, role, expires_at) values ('00000000-0000-7000-8000-000000000073', sha256('invite'), 'otto@example.com', 'host', now() + interval '7 days');
insert into setup_links (token_hash) values (sha256('link'));
insert into api_keys (id, name, key_hash, prefix, scopes) values ('00000000-0000-7000-8000-000000000074', 'node', sha256('key'), 'rk_ab', '{intake,read}');
insert into audit_log (id, actor_kind, actor_name, action, subject) values ('00000000-0000-7000-8000-000000000075', 'person', 'Ines', 'show.changed', '{"show": "tides"}');
insert into totals_shows (show_id, time_zone, stale, xid, boosts, boosts_counted_msat, fiat_sums)
  values (1, 'UTC', false, '9', 2, 21000000, '[{"currency": "USD", "amount_minor": "500", "count": 1}]');
insert into totals_cells values (1, 'show', '2026-03-01', '', 1, 21000000, 19950000, 0, 0, 0, 0, 0, 0, 0, 0);
insert into totals_fiat values (1, 'show', '2026-03-02', '', 'USD', 500, 1);
insert into totals_hours values (1, '2026-03-01', '{19}', '{1}', '{21000000}', '{0}', '{0}');
insert into totals_supporter_days values (1, '2026-03-01', '00000000-0000-7000-8000-0000000000b1', null, 1, 21000000, 19950000, 0, 0, 0, 0, 0, 0, 0,
  '2026-03-01T19:00Z', '2026-03-01T19:00Z');
insert into totals_supporters values (1, 2026, '00000000-0000-7000-8000-0000000000b1', 1, 21000000, 19950000, 0, 0, 0, 0, 0, 0, 0, 21000000,
  '2026-03-01T19:00Z', '2026-03-01T19:00Z');
insert into totals_state (xid, id, differences) values ('9', 12, 0);
insert into rates (currency, at, seconds, price, origin, source) values ('USD', '2026-03-01T19:00Z', 3600, 98765.43, 'provider', 'exchange.example');
insert into payment_rates values ('00000000-0000-7000-8000-0000000000c1', 'USD', 1);
insert into rate_currencies values ('USD', '2026-03-01T00:00Z');
insert into rate_days (currency, day, tries, error) values ('USD', '2026-03-04', 1, 'No answer.');
insert into rate_cursor (xid, id) values ('9', 12);
insert into closed_months values ('00000000-0000-7000-8000-000000000076', 1, '2026-02', '{"rows": []}', '2026-03-01T09:00Z', 'Ines');
insert into segments (id, show_id, opened_at, closed_at, title, frozen)
  values ('00000000-0000-7000-8000-000000000051', 1, '2026-03-01T00:00Z', '2026-03-08T19:00Z', 'Spring tide', '{"sections": []}');
insert into segments (id, show_id, previous_id, opened_at, recorded_from, floor, place)
  values ('00000000-0000-7000-8000-000000000052', 1, '00000000-0000-7000-8000-000000000051', '2026-03-08T19:00Z', '2026-03-08T19:00Z', '2026-03-01T00:00Z',
    '{"item": null, "person": "Ines", "device": "desk", "at": "2026-03-08T19:00:00Z"}');
insert into segment_items (segment_id, boost_id, status, read_at, ordinal, frozen)
  values ('00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-0000000000d1', 'read', '2026-03-08T18:10Z', 0, '{"id": "d1"}');
insert into segment_marks (op_id, segment_id, boost_id, set, made_at, version, actor_name)
  values ('00000000-0000-7000-8000-000000000053', '00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-0000000000d1', '{"status": "read"}',
    '2026-03-08T18:10Z', 1, 'Ines');
insert into segment_shown (segment_id, item, shown_at, words, actor_id, device)
  values ('00000000-0000-7000-8000-000000000051', 'boost:d1', '2026-03-08T18:09Z', 41, '00000000-0000-7000-8000-000000000071', 'desk');
-- The migrations that it went through.
insert into migrations values
  ('001-create-shows', '2026-01-01T00:00:00.000Z'),
  ('002-create-wallets', '2026-01-01T00:00:00.000Z'),
  ('003-create-supporters', '2026-01-01T00:00:00.000Z'),
  ('004-create-boosts', '2026-01-01T00:00:00.000Z'),
  ('005-create-payments', '2026-01-01T00:00:00.000Z'),
  ('006-create-changes', '2026-01-01T00:00:00.000Z'),
  ('007-remember-what-speaks', '2026-01-01T00:00:00.000Z'),
  ('010-order-boosts', '2026-01-01T00:00:00.000Z'),
  ('011-end-rules', '2026-01-01T00:00:00.000Z'),
  ('015-create-chores', '2026-01-01T00:00:00.000Z'),
  ('016-add-show-past', '2026-01-01T00:00:00.000Z'),
  ('017-let-names-be-nobody', '2026-01-01T00:00:00.000Z'),
  ('020-create-users', '2026-01-01T00:00:00.000Z'),
  ('021-create-api-keys', '2026-01-01T00:00:00.000Z'),
  ('022-create-audit-log', '2026-01-01T00:00:00.000Z'),
  ('023-create-job-states', '2026-01-01T00:00:00.000Z'),
  ('030-create-totals', '2026-01-01T00:00:00.000Z'),
  ('040-create-segments', '2026-01-01T00:00:00.000Z'),
  ('041-index-supporter-history', '2026-01-01T00:00:00.000Z'),
  ('050-create-public-settings', '2026-01-01T00:00:00.000Z'),
  ('060-create-rates', '2026-01-01T00:00:00.000Z'),
  ('061-create-closed-months', '2026-01-01T00:00:00.000Z'),
  ('070-create-connections', '2026-01-01T00:00:00.000Z'),
  ('071-create-metadata-fetches', '2026-01-01T00:00:00.000Z'),
  ('072-create-feeds', '2026-01-01T00:00:00.000Z'),
  ('080-find-conflicts-by-hash', '2026-01-01T00:00:00.000Z'),
  ('081-publish-splits', '2026-01-01T00:00:00.000Z');
