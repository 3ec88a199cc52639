import { findMain, findWrite, type Write } from '#db/distributed/find-write.ts'
import { MOVING, NOTED_TABLES, type Noted } from '#db/distributed/noted-tables.ts'
import { type Token, tokensOf } from '#db/sql-tokens.ts'

/** A statement that answers also what it changed. */
export type NotingStatement = {
  text: string
  /** What it is to who asked it. */
  command: 'INSERT' | 'UPDATE' | 'DELETE' | 'SELECT'
  /** Whether it answers rows by itself. */
  answers: boolean
  /** What the columns begin with that say, in each row, what is now and what was before. */
  told: readonly string[]
  /** The columns that list, in the one row, what its writes within WITH changed. */
  lists: readonly string[]
}

/** The column that says of a row whether nobody else changed it since the statement began: what was before was so then. */
export const ALONE = 'noted alone'

const NOW = 'noted'
const BEFORE = 'noted before'
const WRITES = new RegExp(
  `\\b(?:insert\\s+into|update|delete\\s+from)\\s+"?(?:${[...NOTED_TABLES.keys()].join('|')})\\b`,
  'i',
)

/**
 * Has a statement answer what it changes in the tables that the feed tells of. In RETURNING it names columns and no more, since Citus
 * takes neither functions nor queries there.
 * @returns null where it changes nothing of them
 * @throws Error where it does so in a way that cannot be followed
 */
export function noteStatement(sql: string): NotingStatement | null {
  if (!WRITES.test(sql)) return null
  const tokens = tokensOf(sql)
  const main = findMain(tokens)
  const write = writeAt(tokens, main)
  const within = tokens.flatMap(({ text }, index) => (text === '(' ? (writeAt(tokens, index + 1) ?? []) : []))
  if (within.length === 0) return write && noteMain(sql, tokens, write)
  if (write) throw new Error('A statement that changes the books twice is to be two statements')
  return noteWithin(sql, tokens, main, within)
}

/** The write to a table that the feed tells of that begins at a token, where one does. */
function writeAt(tokens: readonly Token[], first: number): NotedWrite | null {
  const write = findWrite(tokens, first)
  const noted = write && NOTED_TABLES.get(write.table)
  return noted ? { ...write, noted, answers: write.returning !== null } : null
}

type NotedWrite = Write & { noted: Noted; answers: boolean }

/** Of a statement that is a write: it answers more columns. */
function noteMain(sql: string, tokens: readonly Token[], write: NotedWrite): NotingStatement {
  const { verb, noted, table, name, answers } = write
  const returning = `${sql}${answers ? ',' : ' returning'} ${listOf(noted, name, NOW)}`
  const as = { answers, lists: [] }
  if (verb === 'insert') return { ...as, text: returning, command: 'INSERT', told: [NOW] }
  if (verb === 'delete') return { ...as, text: returning, command: 'DELETE', told: [NOW] }
  if (!isMoving(tokens, write)) return { ...as, text: returning, command: 'UPDATE', told: [NOW] }
  const start = tokens[write.first]?.start ?? 0
  const others = sql.slice(0, start).trimEnd()
  // What a row was, the statement still sees; read after it was changed, so as to see by whom.
  const text = `${others === '' ? 'with' : `${others},`} "noted" as (
      ${returning.slice(start)}, "${name}".id as "noted id", "${name}".xmin as "noted by")
    select "noted".*, was.* from "noted" cross join lateral (
      select ${listOf(noted, 'o', BEFORE)}, o.xmax = "noted"."noted by" as "${ALONE}"
      from "${table}" o where o.id = "noted"."noted id" offset 0) was`
  return { ...as, text, command: 'UPDATE', told: [NOW, BEFORE] }
}

/** Whether it sets a column by which the feed tells of a row. */
function isMoving(tokens: readonly Token[], { table, noted, first, end }: NotedWrite): boolean {
  if (!MOVING.has(table)) return false
  const columns = new Set(noted.map(([, column]) => column))
  const depth = tokens[first]?.depth
  const own = tokens.slice(first, end).filter((token) => token.depth === depth)
  const last = own.findIndex(({ text }) => text === 'from' || text === 'where' || text === 'returning')
  return own
    .slice(0, last < 0 ? undefined : last)
    .some(({ text }, index) => columns.has(text) && own[index + 1]?.text === '=')
}

/** Of writes within WITH: the one row that the statement answers has them listed. */
function noteWithin(
  sql: string,
  tokens: readonly Token[],
  main: number,
  within: readonly NotedWrite[],
): NotingStatement {
  const select = tokens[main]
  if (select?.text !== 'select')
    throw new Error('A statement that changes the books in WITH is to be a SELECT of one row')
  const lists: string[] = []
  const columns: string[] = []
  const parts: string[] = []
  let from = 0
  for (const { noted, name, verb, table, first, end, answers } of within) {
    const called = tokens[first - 3]?.text
    if (tokens[first - 2]?.text !== 'as' || called === undefined || (verb === 'update' && MOVING.has(table)))
      throw new Error('What changes the books in WITH is to insert or delete, by a name of its own')
    const close = tokens[end]?.start ?? sql.length
    parts.push(`${sql.slice(from, close)}${answers ? ',' : ' returning'} ${listOf(noted, name, NOW)}`)
    from = close
    const fields = noted.map(([field]) => `'${NOW} ${field}', n."${NOW} ${field}"`)
    columns.push(
      ` (select jsonb_agg(distinct jsonb_build_object(${fields.join(', ')})) from "${called}" n) as "noted in ${called}",`,
    )
    lists.push(`noted in ${called}`)
  }
  parts.push(sql.slice(from, select.end), ...columns, sql.slice(select.end))
  return { text: parts.join(''), command: 'SELECT', answers: true, told: [], lists }
}

function listOf(noted: Noted, name: string, prefix: string): string {
  return noted.map(([field, column]) => `"${name}".${column} as "${prefix} ${field}"`).join(', ')
}
