import { randomUUIDv7 } from 'node:crypto'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import { appKey, nameKey, shownName } from '#api/supporter/name-key.ts'
import { indexable } from '#db/query/index-key.ts'
import { insertRows } from '#db/query/insert-rows.ts'
import { lockKeys } from '#db/query/locks.ts'
import type { DB } from '#db/schema/index.ts'

/** A sender as metadata names them. */
export type Sender = { app: string | null; name: string | null; id: string | null }

/**
 * Finds the person behind each sender, and makes those who are new. A name is one person wherever it is used; a sender id
 * counts within its app and links a new name to its person, but never joins two that exist: that is only suggested. Empty
 * and anonymous names are nobody.
 * @param found what `supportersNamed` finds for them, where that was asked already
 * @returns supporter ids by `senderId`; nothing for nobody, and null for who asked to be nobody: their name is not to be kept
 */
export async function resolveSupporters(
  trx: Transaction<DB>,
  senders: readonly Sender[],
  found?: readonly NameHit[],
): Promise<Map<string, string | null>> {
  const wanted = namedOnes(senders)
  const resolved = new Map<string, string | null>()
  if (wanted.size === 0) return resolved
  let known = asKnown(found ?? (await load(trx, [...wanted.values()])))
  const pending = [...wanted].filter(([key, name]) => {
    if (known.nobody.has(name.name_key)) return false
    const id = known.exact.get(exactKey(name))
    if (id !== undefined) resolved.set(key, id)
    return id === undefined
  })
  if (pending.length === 0) return resolved

  const names = pending.map(([, name]) => name)
  await lockKeys(trx, 'supporters', names.flatMap(lockNames))
  known = asKnown(await load(trx, names))
  const additions: {
    supporters: { id: string; name: string }[]
    names: NameRow[]
    suggestions: Suggestion[]
  } = {
    supporters: [],
    names: [],
    suggestions: [],
  }
  for (const [key, name] of pending) {
    const exact = known.exact.get(exactKey(name))
    const byName = exact !== undefined ? exact : known.byName.get(name.name_key)
    const bySenderId = name.sender_id ? known.bySenderId.get(senderIdKey(name)) : undefined
    const found = byName !== undefined ? byName : bySenderId
    const id = found === undefined ? randomUUIDv7() : found
    if (found === undefined && id !== null) additions.supporters.push({ id, name: name.name })
    if (byName && bySenderId && byName !== bySenderId)
      additions.suggestions.push(suggest(byName, bySenderId, name))
    if (!known.exact.has(exactKey(name)))
      additions.names.push({ ...name, name: id === null ? '' : name.name, supporter_id: id })
    known.exact.set(exactKey(name), id)
    if (byName === undefined) known.byName.set(name.name_key, id)
    if (name.sender_id && bySenderId === undefined) known.bySenderId.set(senderIdKey(name), id)
    resolved.set(key, id)
  }
  await insertRows(trx, 'supporters', ['id', 'name'], additions.supporters)
  await insertRows(trx, 'supporter_names', NAME_COLUMNS, additions.names)
  await writeSuggestions(trx, additions.suggestions)
  return resolved
}

/** What tells one sender from another. */
export function senderId(sender: Sender): string {
  return `${appKey(sender.app)}\n${sender.id ?? ''}\n${sender.name ?? ''}`
}

type Name = { name_key: string; app_key: string; sender_id: string; name: string }
type NameRow = Name & { supporter_id: string | null }
type Suggestion = { supporter_id: string; other_id: string; reason: string }

const NAME_COLUMNS = ['name_key', 'app_key', 'sender_id', 'name', 'supporter_id'] as const

/** Those with a name; a list of names says which of them are nobody's all the same. */
function namedOnes(senders: readonly Sender[]): Map<string, Name> {
  const named = new Map<string, Name>()
  for (const sender of senders) {
    const key = nameKey(sender.name)
    if (key === '' || sender.name === null) continue
    const sender_id = sender.id === null ? '' : indexable(sender.id)
    named.set(senderId(sender), {
      name_key: indexable(key),
      app_key: sender_id === '' ? '' : indexable(appKey(sender.app)),
      sender_id,
      name: shownName(sender.name),
    })
  }
  return named
}

type NameHit = Omit<NameRow, 'name'> & { anonymous: boolean }

/** The query for what is known of these senders: by their names and by their ids, and which of them are nobody. */
export function supportersNamed(senders: readonly Sender[]): RawBuilder<NameHit> {
  return knownAs([...namedOnes(senders).values()])
}

function knownAs(names: readonly Name[]): RawBuilder<NameHit> {
  const keys = [...new Set(names.map((name) => name.name_key))]
  const ids = [...new Set(names.flatMap((name) => (name.sender_id === '' ? [] : name.sender_id)))]
  const columns = sql`id, name_key, app_key, sender_id, supporter_id, split_by_host, false as anonymous`
  return sql`
    select ${columns} from unnest(${keys}::text[]) as key join supporter_names on name_key = key
    union
    select ${columns} from unnest(${ids}::text[]) as sender join supporter_names on sender_id = sender and sender_id <> ''
    union all
    select null, name_key, '', '', null, false, true from unnest(${keys}::text[]) as key join anonymous_names on name_key = key
    order by split_by_host, id`
}

async function load(trx: Transaction<DB>, names: readonly Name[]): Promise<NameHit[]> {
  const { rows } = await knownAs(names).execute(trx)
  return rows
}

function asKnown(rows: readonly NameHit[]) {
  const known = {
    exact: new Map<string, string | null>(),
    byName: new Map<string, string | null>(),
    bySenderId: new Map<string, string | null>(),
    nobody: new Set<string>(),
  }
  for (const row of rows) {
    if (row.anonymous) {
      known.nobody.add(row.name_key)
      continue
    }
    known.exact.set(exactKey(row), row.supporter_id)
    if (!known.byName.has(row.name_key)) known.byName.set(row.name_key, row.supporter_id)
    if (row.sender_id !== '' && !known.bySenderId.has(senderIdKey(row)))
      known.bySenderId.set(senderIdKey(row), row.supporter_id)
  }
  return known
}

async function writeSuggestions(trx: Transaction<DB>, suggestions: readonly Suggestion[]): Promise<void> {
  if (suggestions.length === 0) return
  await trx
    .insertInto('supporter_suggestions')
    .values([...suggestions])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function suggest(one: string, other: string, name: Name): Suggestion {
  const [supporter_id, other_id] = one < other ? [one, other] : [other, one]
  return {
    supporter_id,
    other_id,
    reason: `“${name.name}” was used with a sender id of the other in ${name.app_key}`,
  }
}

function lockNames(name: Name): string[] {
  return name.sender_id ? [`name:${name.name_key}`, `id:${senderIdKey(name)}`] : [`name:${name.name_key}`]
}

function exactKey(name: Pick<Name, 'name_key' | 'app_key' | 'sender_id'>): string {
  return `${name.name_key}\n${name.app_key}\n${name.sender_id}`
}

function senderIdKey(name: Pick<Name, 'app_key' | 'sender_id'>): string {
  return `${name.app_key}\n${name.sender_id}`
}
