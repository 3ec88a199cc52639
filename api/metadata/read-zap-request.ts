import { verifyEvent } from 'nostr-tools/pure'
import { isObject } from '#api/lib/is-object.ts'
import { wordOf } from '#api/lib/word-of.ts'
import { numberOf } from '#api/metadata/fields.ts'
import { parseLoosely } from '#api/metadata/parse-loosely.ts'
import { defined } from '#api/metadata/read-boostagram.ts'
import { emptyReading, type Reading } from '#api/metadata/reading.ts'
import { storableText } from '#api/metadata/text.ts'

/** More is no app's. */
const MOST_TAGS = 500

/**
 * Reads a zap request (NIP-57, kind 9734): its content is the message, its key the sender, its `i` tags (NIP-73) name show and
 * episode. One whose signature does not hold, or that is about another amount, is words of nobody.
 * @param given the event, or its JSON
 * @param paid_msat what was paid with it, where that is known
 * @returns null where it is no zap request
 */
export function readZapRequest(given: unknown, paid_msat?: number): Reading | null {
  const event = eventOf(given)
  if (event?.kind !== 9734) return null
  const tags = tagsOf(event.tags)
  const tag = (name: string) => tags.find(([first]) => first === name)?.[1]
  const warnings: string[] = []
  const amount = numberOf(tag('amount'))
  if (!isSigned(event)) warnings.push('Its zap request is not signed by the key that it names.')
  else if (amount !== undefined && paid_msat !== undefined && Math.abs(amount - paid_msat) >= 1000)
    warnings.push('Its zap request is about another amount.')
  const isProven = warnings.length === 0 && tag('anon') === undefined && typeof event.pubkey === 'string'
  const named = (kind: string) =>
    tags.flatMap(([name, value]) =>
      name === 'i' && value?.startsWith(kind) ? storableText(value.slice(kind.length)).trim() || [] : [],
    )[0]
  const content = typeof event.content === 'string' ? storableText(event.content) : ''
  return {
    ...emptyReading(),
    action: 'boost',
    show: defined({ guid: named('podcast:guid:') }),
    episode: defined({ guid: named('podcast:item:guid:') }),
    sender: isProven ? { id: wordOf(event.pubkey) } : {},
    message: content.trim() === '' ? null : content,
    warnings,
  }
}

function eventOf(given: unknown): Record<string, unknown> | null {
  if (typeof given !== 'string') return isObject(given) ? given : null
  const read = parseLoosely(given)
  return 'value' in read ? read.value : null
}

function tagsOf(given: unknown): string[][] {
  if (!Array.isArray(given)) return []
  return given
    .slice(0, MOST_TAGS)
    .filter((tag): tag is unknown[] => Array.isArray(tag))
    .map((tag) => tag.map((part) => (typeof part === 'string' ? part : '')))
}

function isSigned({ id, pubkey, created_at, kind, tags, content, sig }: Record<string, unknown>): boolean {
  if (typeof id !== 'string' || typeof pubkey !== 'string' || typeof sig !== 'string') return false
  if (typeof content !== 'string' || typeof kind !== 'number' || typeof created_at !== 'number') return false
  if (!isTags(tags)) return false
  try {
    return verifyEvent({ id, pubkey, created_at, kind, tags, content, sig })
  } catch {
    return false
  }
}

function isTags(tags: unknown): tags is string[][] {
  return (
    Array.isArray(tags) &&
    tags.every((tag) => Array.isArray(tag) && tag.every((part) => typeof part === 'string'))
  )
}
