import { type Token, tokensOf } from '#db/sql-tokens.ts'

/** Something that is true each time anew, which no node is left to find by itself. */
const ANEW = ' (select where random() >= 0) anew cross join'

/**
 * Has rows that an INSERT selects from tables come by the coordinator. Where all of it lies on one node, Citus 13.2 writes it anew for that
 * node once it has values or functions, with a condition on a column that such tables do not have, and is refused by its own node.
 */
export function pullSelects(sql: string): string {
  if (!/\binsert\b/i.test(sql)) return sql
  const tokens = tokensOf(sql)
  const places = tokens.flatMap(({ text }, index) =>
    text === 'insert' && tokens[index + 1]?.text === 'into' ? fromOf(tokens, index) : [],
  )
  const parts: string[] = []
  let done = 0
  for (const place of places) {
    parts.push(sql.slice(done, place), ANEW)
    done = place
  }
  return [...parts, sql.slice(done)].join('')
}

/** Where the FROM ends of what an INSERT selects from tables. */
function fromOf(tokens: readonly Token[], first: number): number[] {
  const depth = tokens[first]?.depth ?? 0
  const after = tokens.findIndex((token, index) => index > first && token.depth < depth)
  const own = tokens.slice(first, after < 0 ? undefined : after)
  const isOwn = (index: number, word: string) => own[index]?.depth === depth && own[index].text === word
  const select = own.findIndex((_, index) => isOwn(index, 'select'))
  if (select < 0) return []
  const from = own.findIndex(
    (_, index) => index > select && isOwn(index, 'from') && own[index - 1]?.text !== 'distinct',
  )
  const place = own[from]
  return place && own.some((_, index) => index >= from && isTable(own, index)) ? [place.end] : []
}

/** Whether a table is named after a word, and no function or query. */
function isTable(tokens: readonly Token[], index: number): boolean {
  const [word, name, next] = tokens.slice(index, index + 3)
  return (
    (word?.text === 'from' || word?.text === 'join') &&
    name !== undefined &&
    /^[a-z_]/.test(name.text) &&
    name.text !== 'lateral' &&
    next?.text !== '('
  )
}
