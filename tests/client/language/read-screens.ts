import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from 'vite'

const CLIENT = join(import.meta.dirname, '../../../client')

/** A place in a file of the client, as `boost/boost-chips.tsx:12`, and what stands there. */
export type Place = { place: string; text: string }
type Node = { type: string; start: number; end: number; [field: string]: unknown }

/** What is a name in code and never said: of components' own attributes, of calls, of keys in tables. */
const SAID =
  /^(title|label|hint|caption|meta|placeholder|alt|yes|no|doing|words|aria-(label|description|valuetext|roledescription))$/
const SPELLED = new Set(['code', 'kbd', 'pre', 'samp'])
/** Words with a space that begin with a capital are said, wherever they stand. */
const SENTENCE = /^[A-Z][a-z’]+( [\w’]+)+[.?…]?$/
/** Names and what is typed as it is, which are the same everywhere. */
const NAMES = [
  /^(Readout|Lightning|Nostr|Helipad|Alby|LNbits|phoenixd|Core Lightning|BTCPay Server|Zaprite|Podlove|OBS)$/i,
  /^(RSS|HTML|Markdown|WebVTT|MIDI|OSC|JSON|CSV|QR|px|sats?|webhook)$/,
  /^(https?:\S*|n(pub|sec)\S*|\S+:\S+|(\{\{\w+\}\}\s*)+|\w+(, \w+)+|hledger|ledger|Koinly|CoinTracker|Beancount|\S+@\S+|\{ .* \}|[A-Z0-9_]+|[a-z]+(?:[_.-][a-z0-9]+)+)$/,
]

/** Folders of the client that have messages in other languages. */
export function foldersWithMessages(): string[] {
  return foldersOfClient().filter((name) => existsSync(join(CLIENT, name, 'messages')))
}

export function foldersOfClient(): string[] {
  return readdirSync(CLIENT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
}

/** A folder's messages in a language, by what they are in English. */
export function readMessages(folder: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(join(CLIENT, folder, 'messages', `${language}.json`), 'utf8'))
}

/** Files of screens in a folder. */
export function filesOf(folder: string): string[] {
  return readdirSync(join(CLIENT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(CLIENT, folder, name))
}

/** The messages that a file has said: what stands first in `t(…)` and `say(…)`. */
export function messagesIn(file: string): string[] {
  const found: string[] = []
  visit(parse(file), (node) => {
    const callee = asNode(node.callee)
    if (node.type !== 'CallExpression' || (callee?.name !== 't' && callee?.name !== 'say')) return
    const [first] = Array.isArray(node.arguments) ? node.arguments : []
    collectTexts(asNode(first), found)
  })
  return found
}

/** What a file shows that is not said by `t` or `say`: text in elements, in what names or explains them, and in toasts. */
export function untranslatedIn(file: string): Place[] {
  const code = readFileSync(file, 'utf8')
  const found: Place[] = []
  const note = (node: Node, text: string) => {
    const words = text.replace(/&\w+;/g, ' ').trim()
    if (!/[A-Za-z]{2}/.test(words) || NAMES.some((name) => name.test(words))) return
    found.push({
      place: `${relative(CLIENT, file)}:${code.slice(0, node.start).split('\n').length}`,
      text: words,
    })
  }
  const noteShown = (node: Node | null) => {
    const texts: string[] = []
    collectTexts(node, texts)
    for (const text of texts) if (node) note(node, text)
  }
  visit(parse(file), (node, parents) => {
    if (node.type === 'Literal' && SENTENCE.test(String(node.value)) && !parents.some(isUnsaid))
      note(node, String(node.value))
    for (const one of besideSaid(node)) noteShown(one)
    if (node.type === 'JSXText' && !SPELLED.has(tagOf(parents.at(-1)))) note(node, String(node.value))
    if (
      node.type === 'JSXExpressionContainer' &&
      parents.at(-1)?.type !== 'JSXAttribute' &&
      !SPELLED.has(tagOf(parents.at(-1)))
    )
      noteShown(asNode(node.expression))
    if (node.type === 'JSXAttribute' && SAID.test(String(asNode(node.name)?.name))) {
      const value = asNode(node.value)
      noteShown(value?.type === 'JSXExpressionContainer' ? asNode(value.expression) : value)
    }
    if (node.type === 'Property' && SAID.test(String(asNode(node.key)?.name))) noteShown(asNode(node.value))
    if (
      node.type === 'CallExpression' &&
      asNode(node.callee)?.name === 'toast' &&
      Array.isArray(node.arguments)
    )
      noteShown(asNode(node.arguments[0]))
  })
  return found
}

/** What stands beside words that are said is shown as they are. */
function besideSaid(node: Node): Node[] {
  const branches = node.type === 'ConditionalExpression' ? [node.consequent, node.alternate] : []
  const ones = branches.map(asNode).filter((one) => one !== null)
  return ones.some(isCallOfWords) ? ones : []
}

function isCallOfWords(node: Node): boolean {
  const called = asNode(node.callee)?.name
  return called === 't' || called === 'say'
}

/** What holds no text that is shown: what is said already, types, errors of ours, and what elements are looked for by. */
function isUnsaid(node: Node): boolean {
  const called = asNode(node.callee)?.name
  return (
    node.type.startsWith('TS') ||
    node.type === 'ImportDeclaration' ||
    isCallOfWords(node) ||
    called === 'Error' ||
    called === 'LoadError'
  )
}

/** Texts that an expression may come to: its own, or those of its branches. */
function collectTexts(node: Node | null, found: string[]): void {
  if (node?.type === 'Literal' && typeof node.value === 'string') found.push(node.value)
  if (node?.type === 'TemplateLiteral' && Array.isArray(node.quasis))
    found.push(node.quasis.map((part) => asNode(asNode(part)?.value)?.cooked ?? '').join(' '))
  if (node?.type === 'ConditionalExpression')
    for (const branch of [node.consequent, node.alternate]) collectTexts(asNode(branch), found)
  if (node?.type === 'LogicalExpression') {
    if (node.operator !== '&&') collectTexts(asNode(node.left), found)
    collectTexts(asNode(node.right), found)
  }
}

function parse(file: string): Node {
  const { program, errors } = parseSync(file, readFileSync(file, 'utf8'), {
    lang: file.endsWith('x') ? 'tsx' : 'ts',
  })
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const root = asNode(program)
  if (!root) throw new Error(`${file} is empty`)
  return root
}

function visit(node: Node, look: (node: Node, parents: readonly Node[]) => void, parents: Node[] = []): void {
  look(node, parents)
  const within = [...parents, node]
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) {
      const inner = asNode(child)
      if (inner?.type) visit(inner, look, within)
    }
}

function tagOf(node: Node | undefined): string {
  return String(asNode(asNode(node?.openingElement)?.name)?.name ?? '')
}

function asNode(value: unknown): Node | null {
  return typeof value === 'object' && value !== null ? (value as Node) : null
}
