import pg from 'pg'

/** What a restore ended, or left ended. */
export type Ended = {
  /** How many sessions of the backup's time were still open. */
  sessions: number
  /** Names of keys that were revoked since. */
  keys: string[]
  /** Emails of people who were removed since. */
  people: string[]
}

/**
 * Has what was taken away stay so, where older data come back: keys and invitations that were revoked or used, codes that were used, and people who
 * were removed. What is replaced knows it by the same ids; where it is another installation, or none, it knows nothing of them. Sessions
 * and all that waits for an answer end: who had them then need not have them now. An owner is left in any case.
 *
 * Works in the current schema, within the transaction that replaces `target`.
 */
export async function keepEnded(client: pg.ClientBase, target: string): Promise<Ended> {
  const old = (table: string) => `${pg.escapeIdentifier(target)}.${pg.escapeIdentifier(table)}`
  const { rowCount } = await client.query('delete from sessions')
  await client.query('delete from factor_steps')
  await client.query('delete from sign_in_links')
  await client.query(
    `update invites set used_at = was.used_at, revoked_at = was.revoked_at
       from ${old('invites')} was
      where was.id = invites.id and num_nonnulls(was.used_at, was.revoked_at) > 0
        and num_nonnulls(invites.used_at, invites.revoked_at) = 0`,
  )
  await client.query(
    `update recovery_codes set used_at = was.used_at from ${old('recovery_codes')} was
      where was.user_id = recovery_codes.user_id and was.code_hash = recovery_codes.code_hash
        and recovery_codes.used_at is null`,
  )
  await client.query(
    `update code_apps set last_step = was.last_step from ${old('code_apps')} was
      where was.user_id = code_apps.user_id and was.last_step > code_apps.last_step`,
  )
  await client.query(
    `update passkeys set counter = was.counter from ${old('passkeys')} was
      where was.id = passkeys.id and was.counter > passkeys.counter`,
  )
  const { rows: keys } = await client.query<{ name: string }>(
    `update api_keys set revoked_at = was.revoked_at from ${old('api_keys')} was
      where was.id = api_keys.id and was.revoked_at is not null and api_keys.revoked_at is null
      returning api_keys.name`,
  )
  // Whom the audit log knows and the accounts do not was removed: no account goes another way.
  const { rows: people } = await client.query<{ email: string }>(
    `with gone as materialized (
       select id from users where not exists (select from ${old('users')} was where was.id = users.id)
          and exists (select from ${old('audit_log')} entry
                       where entry.actor_id = users.id
                          or users.id::text in (entry.subject->>'id', entry.subject->>'user'))
     )
     delete from users where id in (select id from gone)
        and (role <> 'owner'
             or exists (select from users where role = 'owner' and id not in (select id from gone)))
     returning email`,
  )
  return {
    sessions: rowCount ?? 0,
    keys: keys.map(({ name }) => name).sort(),
    people: people.map(({ email }) => email).sort(),
  }
}
