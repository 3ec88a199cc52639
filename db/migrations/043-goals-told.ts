import { type Kysely, sql } from 'kysely'

/** Rules tell of goals that are reached, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sending_rules drop constraint sending_rules_event_check;
    alter table sending_rules add check (event in
      ('arrived', 'reported', 'proven', 'read', 'round', 'silent', 'closed', 'goal'));
    alter table outbox drop constraint outbox_event_check;
    alter table outbox add check (event in
      ('arrived', 'reported', 'proven', 'read', 'round', 'silent', 'closed', 'goal', 'test'))`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from outbox where event = 'goal';
    delete from sending_rules where event = 'goal';
    alter table sending_rules drop constraint sending_rules_event_check;
    alter table sending_rules add check (event in
      ('arrived', 'reported', 'proven', 'read', 'round', 'silent', 'closed'));
    alter table outbox drop constraint outbox_event_check;
    alter table outbox add check (event in
      ('arrived', 'reported', 'proven', 'read', 'round', 'silent', 'closed', 'test'))`.execute(db)
}
