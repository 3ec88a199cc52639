import type { Token } from '#db/sql-tokens.ts'

/** An INSERT, UPDATE or DELETE, by itself or within a statement. */
export type Write = {
  verb: 'insert' | 'update' | 'delete'
  table: string
  /** What the table is called in it. */
  name: string
  /** Its first token, the word RETURNING where it has one, and the token after its last. */
  first: number
  returning: number | null
  end: number
}

/** What may come after a table that goes by its own name. */
const NO_NAME = new Set(['set', 'using', 'where', 'returning'])
const VERBS = new Set(['insert', 'update', 'delete', 'select'])

/** Where what a statement does begins, after its WITH. */
export function findMain(tokens: readonly Token[]): number {
  return tokens.findIndex(({ text, depth }) => depth === 0 && VERBS.has(text))
}

/** The write that begins at a token, where one does. */
export function findWrite(tokens: readonly Token[], first: number): Write | null {
  const verb = tokens[first]?.text
  if (verb !== 'insert' && verb !== 'update' && verb !== 'delete') return null
  const at = verb === 'update' ? first + 1 : first + 2
  const table = tokens[at]?.text ?? ''
  const depth = tokens[first]?.depth ?? 0
  const after = tokens.findIndex((token, index) => index > first && token.depth < depth)
  const end = after < 0 ? tokens.length : after
  const returning = tokens.findIndex(
    (token, index) => index > first && index < end && token.depth === depth && token.text === 'returning',
  )
  const next = tokens[at + 1]?.text === 'as' ? at + 2 : at + 1
  const named = next < end ? tokens[next]?.text : undefined
  return {
    verb,
    table,
    name: verb === 'insert' || named === undefined || NO_NAME.has(named) ? table : named,
    first,
    returning: returning < 0 ? null : returning,
    end,
  }
}
