import { setImmediate as nextTurn } from 'node:timers/promises'
import { Parser } from 'htmlparser2'
import { FetchProblem } from '#api/fetch/fetch-problem.ts'

/** One element: names are in small letters, and begin with the usual prefix of their namespace (`podcast:value`). */
export type Element = {
  name: string
  attributes: Record<string, string>
  /** Its own, with that of elements in it that nobody wants. */
  text: string
  children: Element[]
}

/** Which elements are read. */
type Wanted = {
  /** In these lie the ones to be handed over. */
  around: ReadonlySet<string>
  /** These are handed over. */
  whole: ReadonlySet<string>
  /** These stand in those. */
  parts: ReadonlySet<string>
}

/** Others wait no longer than this for their turn, in milliseconds. */
const LONGEST_TURN_MS = 10
const DEEPEST = 100
/** Longer text is no title, name or date. */
const LONGEST_TEXT = 10_000

/** One that no tag begins with; in CDATA it is read so too, and is mended with what was encoded twice. */
const BARE_ANGLE = /<(?=[^a-z_:/!?\u0080-\uffff])/gi

/** Prefixes that feeds are written with; one that is bound to the same namespace by another name is read as this. */
const PREFIXES: Record<string, string> = {
  'podcastindex.org/namespace/1.0': 'podcast',
  'github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md': 'podcast',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'www.w3.org/2005/atom': 'atom',
  'purl.org/dc/elements/1.1': 'dc',
  'www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
}

/**
 * Reads XML as it is found: unbound prefixes, bare ampersands, tags left open and what follows the end are put up with. What was cut
 * off in the middle is left out. Others have their turn in between.
 * @param pieces of the text
 * @param take is given each wanted element
 * @returns the root's name; null where there is no element
 * @throws FetchProblem where it is nested like no feed
 */
export async function readElements(
  pieces: Iterable<string>,
  { around, whole, parts }: Wanted,
  take: (element: Element) => void,
): Promise<string | null> {
  let root: string | null = null
  let depth = 0
  /** How deep we are in what is not wanted. */
  let aside = 0
  /** What is still open when the text ends was cut off. */
  let isOver = false
  const open: Element[] = []
  const prefixes = new Map<string, string>()
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        depth++
        if (depth > DEEPEST) throw new FetchProblem('network', 'What it answers is no RSS feed.')
        if (aside > 0) return void aside++
        bindPrefixes(prefixes, attributes)
        const name = nameIn(prefixes, tag)
        root ??= name
        const within = open.at(-1)
        if (within ? parts.has(name) : whole.has(name)) {
          const element = { name, attributes, text: '', children: [] }
          within?.children.push(element)
          open.push(element)
        } else if (within || !around.has(name)) aside++
      },
      ontext(text) {
        const element = open.at(-1)
        if (element && element.text.length < LONGEST_TEXT) element.text += text
      },
      onclosetag() {
        depth--
        if (aside > 0) return void aside--
        const element = open.pop()
        if (element && open.length === 0 && !isOver) take(element)
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  let since = performance.now()
  for (const piece of pieces) {
    parser.write(piece.replace(BARE_ANGLE, '&lt;'))
    if (performance.now() - since < LONGEST_TURN_MS) continue
    await nextTurn()
    since = performance.now()
  }
  isOver = true
  parser.end()
  return root
}

function bindPrefixes(prefixes: Map<string, string>, attributes: Record<string, string>): void {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!attribute.startsWith('xmlns:')) continue
    const usual =
      PREFIXES[
        value
          .trim()
          .toLowerCase()
          .replace(/^https?:\/\//, '')
          .replace(/\/$/, '')
      ]
    if (usual !== undefined) prefixes.set(attribute.slice('xmlns:'.length), usual)
  }
}

function nameIn(prefixes: ReadonlyMap<string, string>, tag: string): string {
  const colon = tag.indexOf(':')
  if (colon < 0) return tag
  const prefix = tag.slice(0, colon)
  return `${prefixes.get(prefix) ?? prefix}${tag.slice(colon)}`
}
