/** A word, name, string, parameter or sign of a statement. */
export type Token = {
  /** A quoted name without its quotes. */
  text: string
  start: number
  end: number
  /** In how many parentheses it stands; they themselves stand outside. */
  depth: number
}

/** Comments and space, strings of each kind, quoted names, parameters, words, and whatever else by the sign. */
const PARTS =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|\$(?<tag>[a-z_]\w*|)\$[\s\S]*?\$\k<tag>\$|e'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?<name>(?:[^"]|"")*)"|\$\d+|[a-z_][\w$]*|[\s\S]/gi

/** The parts of a statement as PostgreSQL reads it, without comments. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (const { 0: part, index: start, groups } of sql.matchAll(PARTS)) {
    if (groups?.space !== undefined) continue
    if (part === ')') depth--
    tokens.push({ text: groups?.name ?? part.toLowerCase(), start, end: start + part.length, depth })
    if (part === '(') depth++
  }
  return tokens
}

/** The statements of a text, each by itself. */
export function statementsOf(sql: string): string[] {
  const statements: string[] = []
  let [from, hasWords] = [0, false]
  const take = (to: number) => {
    if (hasWords) statements.push(sql.slice(from, to))
    hasWords = false
  }
  for (const { text, start, end } of tokensOf(sql)) {
    if (text !== ';') hasWords = true
    else {
      take(start)
      from = end
    }
  }
  take(sql.length)
  return statements
}
