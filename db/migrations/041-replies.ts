import { type Kysely, sql } from 'kysely'

/** Replies to boosts: the wallet that pays them, and what was paid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table purses (
      only_row boolean primary key default true check (only_row),
      kind text not null check (kind in ('nwc')),
      -- Sealed: it can spend.
      secret text not null,
      daily_msat bigint not null check (daily_msat > 0),
      ask_from_msat bigint not null check (ask_from_msat > 0),
      created_at timestamptz not null default now()
    );

    create table replies (
      id uuid primary key,
      -- Under the id that it had. No foreign key: what is paid stays, whatever becomes of the boost.
      boost_id uuid not null,
      show_id integer references shows on delete set null,
      supporter_id uuid,
      supporter_name text not null,
      recipient text not null check (recipient <> ''),
      -- The routing record of a node's account.
      custom_key text,
      custom_value text,
      amount_msat bigint not null check (amount_msat > 0 and amount_msat % 1000 = 0),
      message text,
      may_cut boolean not null default false,
      state text not null
        check (state in ('asked', 'waiting', 'paying', 'uncertain', 'sent', 'failed', 'refused')),
      -- Written before the wallet is told to pay, and never changed: a reply has one payment.
      payment_hash bytea unique check (length(payment_hash) = 32),
      invoice text,
      invoice_expires_at timestamptz,
      fee_msat bigint check (fee_msat >= 0),
      answer text,
      made_by text not null,
      made_at timestamptz not null default now(),
      approved_by text,
      -- When the wallet was told to pay.
      tried_at timestamptz,
      looked_at timestamptz,
      settled_at timestamptz,
      check (state not in ('paying', 'uncertain', 'sent') or (payment_hash is not null and tried_at is not null)),
      check ((state = 'sent') = (settled_at is not null))
    );
    -- A boost is answered once.
    create unique index replies_once on replies (boost_id) where state not in ('failed', 'refused');
    create index replies_to_do on replies (made_at) where state in ('waiting', 'paying', 'uncertain');
    create index replies_by_try on replies (tried_at) where state in ('paying', 'uncertain', 'sent');
    create index replies_by_boost on replies (boost_id);
    create index replies_by_show on replies (show_id);
    create index replies_by_supporter on replies (supporter_id, made_at)`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table replies, purses`.execute(db)
}
