const KEY = `hashtext(current_schema() || ' commits'), 0`

/**
 * What a transaction holds while it commits in two phases: between them the coordinator calls it committed, and its rows are not to be seen
 * yet.
 */
export const HOLD_COMMIT = `pg_advisory_lock_shared(${KEY})`
export const END_COMMIT = `select pg_advisory_unlock_shared(${KEY})`

/** Asked after a snapshot: ends once what is committed there is to be seen. */
export const AWAIT_COMMITS = `select pg_advisory_lock(${KEY}), pg_advisory_unlock(${KEY})`
