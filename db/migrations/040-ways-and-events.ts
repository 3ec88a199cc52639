import { type Kysely, sql } from 'kysely'

/** More ways out than webhooks, more that rules wait for, and sounds for the studio's pages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What kind of way it is stands in its settings, beside what only that kind has.
    update ways_out set settings = settings || jsonb_build_object('kind', kind);
    alter table ways_out drop column kind;
    alter table ways_out add check (settings ->> 'kind' in ('webhook', 'mail', 'nostr', 'osc', 'studio'));

    create table sounds (
      id uuid primary key,
      name text not null unique check (name <> ''),
      type text not null,
      bytes bytea not null check (length(bytes) between 1 and 5000000),
      created_at timestamptz not null default now()
    );

    alter table sending_rules drop constraint sending_rules_event_check;
    alter table sending_rules add check (event in
      ('arrived', 'reported', 'proven', 'read', 'round', 'silent', 'closed'));
    alter table outbox drop constraint outbox_event_check;
    alter table outbox add check (event in
      ('arrived', 'reported', 'proven', 'read', 'round', 'silent', 'closed', 'test'));
    -- What happened, where it is of no boost, and by what it is known again: a rule tells of it once.
    alter table outbox add column fact jsonb;
    alter table outbox add column subject text;
    alter table outbox add unique (rule_id, subject);
    -- What was signed before it was sent, so that it is the same however often it is.
    alter table outbox add column signed jsonb`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table sounds;
    delete from outbox where event not in ('arrived', 'reported', 'read', 'test');
    delete from sending_rules where event not in ('arrived', 'reported', 'read');
    delete from ways_out where settings ->> 'kind' <> 'webhook';
    alter table outbox drop column fact, drop column subject, drop column signed, drop constraint outbox_event_check;
    alter table outbox add check (event in ('arrived', 'reported', 'read', 'test'));
    alter table sending_rules drop constraint sending_rules_event_check;
    alter table sending_rules add check (event in ('arrived', 'reported', 'read'));
    alter table ways_out drop constraint ways_out_settings_check;
    alter table ways_out add column kind text not null default 'webhook' check (kind in ('webhook'));
    alter table ways_out alter column kind drop default;
    update ways_out set settings = settings - 'kind'`.execute(db)
}
