import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { answerApart } from '#db/distributed/answer-apart.ts'
import { END_COMMIT, HOLD_COMMIT } from '#db/distributed/await-commits.ts'
import { ALONE, type NotingStatement, noteStatement } from '#db/distributed/note-statement.ts'
import { FIELDS, type Field } from '#db/distributed/noted-tables.ts'
import { pullSelects } from '#db/distributed/pull-selects.ts'

/** What a row is to the feed, each as text. */
type Note = { [Name in Field]: string | null }

/** Statements are looked at once, and more texts than this are not remembered. */
const MOST = 500

/**
 * Lends connections by which statements write the feed of changes themselves, where tables have no triggers that do: each answers what it
 * changed too, and the transaction notes it at its end, with its number by the clock that positions in the feed go by.
 */
export function noteChanges(pool: PostgresPool): PostgresPool {
  const known = new Map<string, Prepared>()
  const prepareOnce = (text: string) => {
    const prepared = known.get(text) ?? prepare(text)
    if (known.size >= MOST) known.clear()
    known.set(text, prepared)
    return prepared
  }
  const lent = new WeakMap<PostgresPoolClient, NotingConnection>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      const noting = lent.get(client) ?? new NotingConnection(client, prepareOnce)
      lent.set(client, noting)
      return noting
    },
  }
}

/** A statement as it is sent, and how it says what it changed, where it may. */
type Prepared = {
  text: string
  noting: NotingStatement | null
  /** Whether rows come by the coordinator, which then commits in two phases. */
  isPulled: boolean
  /** Whether it has now() where Citus takes constants alone. */
  needsNow: boolean
}

const NOW = /\bnow\(\)/

function prepare(text: string): Prepared {
  const noting = noteStatement(text)
  const told = noting?.text ?? answerApart(text)
  const pulled = pullSelects(told)
  return {
    text: pulled,
    noting,
    isPulled: pulled !== told,
    needsNow: /\b(update|insert|delete)\b[\s\S]*\b(coalesce|case)\b/i.test(text) && NOW.test(text),
  }
}

class NotingConnection implements PostgresPoolClient {
  readonly #client: PostgresPoolClient
  readonly #prepare: (text: string) => Prepared
  /** Of the transaction under way, each once. */
  readonly #notes = new Map<string, Note>()
  #inTransaction = false
  #hasPulled = false

  constructor(client: PostgresPoolClient, prepare: (text: string) => Prepared) {
    this.#client = client
    this.#prepare = prepare
  }

  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(
    said: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof said === 'string' ? this.#ask<R>(said, values) : this.#client.query(said)
  }

  async #ask<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (text === 'commit') return await this.#commit<R>()
    if (text === 'rollback') this.#begin(false)
    if (/^(begin|start transaction)/.test(text)) this.#begin(true)
    const { noting, isPulled, needsNow, ...prepared } = this.#prepare(text)
    const sent = needsNow ? prepared.text.replaceAll('now()', await this.#readNow()) : prepared.text
    const ask = () => {
      this.#hasPulled ||= isPulled
      return noting === null ? this.#client.query<R>(sent, values) : this.#askNoting<R>(sent, noting, values)
    }
    return noting === null || this.#inTransaction ? await ask() : await this.#inOne(ask)
  }

  async #commit<R>(): Promise<PostgresQueryResult<R>> {
    const isHeld = this.#notes.size > 0 && this.#hasPulled
    try {
      if (this.#notes.size > 0) await this.#writeNotes()
      if (isHeld) await this.#client.query(`select ${HOLD_COMMIT}`, [])
      const result = await this.#client.query<R>('commit', [])
      this.#begin(false)
      return result
    } finally {
      if (isHeld) await this.#client.query(END_COMMIT, []).catch(() => {})
    }
  }

  #begin(inTransaction: boolean): void {
    this.#notes.clear()
    this.#hasPulled = false
    this.#inTransaction = inTransaction
  }

  /** A statement by itself, and what it changed. */
  async #inOne<R>(ask: () => Promise<PostgresQueryResult<R>>): Promise<PostgresQueryResult<R>> {
    await this.query('begin', [])
    try {
      const result = await ask()
      await this.query('commit', [])
      return result
    } catch (error) {
      await this.query('rollback', []).catch(() => {})
      throw error
    }
  }

  /** As a constant. */
  async #readNow(): Promise<string> {
    const { rows } = await this.#client.query<{ now: string }>('select now()::text as now', [])
    return `'${rows[0]?.now}'::timestamptz`
  }

  async #askNoting<R>(
    text: string,
    { command, answers, told, lists }: NotingStatement,
    values: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> {
    const { rows } = await this.#client.query<R & Record<string, unknown>>(text, values)
    if (lists.length > 0 && rows.length === 0)
      throw new Error('A statement that changes the books in WITH answered no row')
    for (const row of rows) {
      if (row[ALONE] === false) throw new MetAnother()
      for (const prefix of told) this.#keep((field) => row[`${prefix} ${field}`])
      for (const name of lists)
        for (const each of listed(row[name])) this.#keep((field) => each[`noted ${field}`])
      for (const name of Object.keys(row)) if (name.startsWith('noted ')) delete row[name]
    }
    return { command, rowCount: rows.length, rows: answers ? rows : [] }
  }

  #keep(toldOf: (field: Field) => unknown): void {
    const [show_id, episode_id, supporter_id, at, boost_id] = FIELDS.map((field) => asText(toldOf(field)))
    const note = {
      show_id: show_id ?? null,
      episode_id: episode_id ?? null,
      supporter_id: supporter_id ?? null,
      at: at ?? null,
      boost_id: boost_id ?? null,
    }
    this.#notes.set(JSON.stringify(note), note)
  }

  /**
   * Writes what the transaction changed. Its number is asked for by itself, of no table, as positions in the feed are, so that it is of
   * the coordinator and not of the node where the rows lie, and so is the notice that others listen for. The message does nothing but
   * have the coordinator keep the number as given: else one that crashed might give it again, which readers have come past.
   */
  async #writeNotes(): Promise<void> {
    const notes = JSON.stringify([...this.#notes.values()])
    const { rows } = await this.#client.query<{ xid: string }>(
      `select pg_current_xact_id()::text as xid, pg_notify('changes_' || current_schema(), ''),
         pg_logical_emit_message(true, 'readout', '')`,
      [],
    )
    const dated = await this.#client.query<{ rows: unknown }>(
      `select jsonb_agg(distinct to_jsonb(each)) as rows from (
         select n.show_id, n.episode_id, n.supporter_id, n.boost_id, (n.at at time zone coalesce(s.time_zone, 'UTC'))::date as day
         from json_to_recordset($1::json) as n(show_id integer, episode_id uuid, supporter_id uuid, at timestamptz, boost_id uuid)
         left join shows s on s.id = n.show_id) each`,
      [notes],
    )
    await this.#client.query(
      `insert into changes (xid, show_id, episode_id, supporter_id, day, boost_id)
       select $1::xid8, n.show_id, n.episode_id, n.supporter_id, n.day, n.boost_id
       from json_to_recordset($2::json) as n(show_id integer, episode_id uuid, supporter_id uuid, day date, boost_id uuid)`,
      [rows[0]?.xid, JSON.stringify(dated.rows[0]?.rows)],
    )
  }

  release(): void {
    this.#begin(false)
    this.#client.release()
  }
}

/** A row was changed by another since the statement began, so that nothing tells what it was: to be tried again as a whole. */
class MetAnother extends Error {
  readonly code = '40001'
  constructor() {
    super('Another transaction changed the same at the same time')
  }
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return value instanceof Date ? value.toISOString() : String(value)
}

function listed(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : []
}
