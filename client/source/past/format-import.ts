import type { ImportCounts, ImportJson, ImportKind } from '#api/contract/import.ts'
import { formatCount } from '#client/format/sats.ts'
import { t } from '#client/source/words.ts'

const KINDS: Record<ImportKind, string> = {
  helipad: 'Helipad',
  lnd: 'LND',
  alby: 'Alby',
  lnbits: 'LNbits',
  ndjson: t('Lines of JSON'),
}

/** What a file is, in words. */
export function formatFileKind(kind: ImportKind): string {
  return KINDS[kind]
}

/** A part as whole per cents, never 100 before its end. */
export function formatPart(part: number): string {
  return `${Math.min(99, Math.floor(part * 100))} %`
}

type State = { words: string; tone: 'plain' | 'warn' | 'ok' }

/** How far a file is, in a few words. */
export function formatImportState({ state, progress }: ImportJson): State {
  switch (state) {
    case 'uploaded':
      return { words: t('waits for its wallet'), tone: 'plain' }
    case 'checking':
      return { words: t('being checked, {part}', { part: formatPart(progress) }), tone: 'plain' }
    case 'checked':
      return { words: t('checked, nothing recorded yet'), tone: 'plain' }
    case 'recording':
      return { words: t('being recorded, {part}', { part: formatPart(progress) }), tone: 'ok' }
    case 'stopped':
      return { words: t('stopped at {part}', { part: formatPart(progress) }), tone: 'warn' }
    case 'done':
      return { words: t('recorded'), tone: 'ok' }
    case 'failed':
      return { words: t('cannot be read'), tone: 'warn' }
  }
}

/** What came of a file's rows, or would, a line each; what there is none of is left out, but for the new ones. */
export function listCounts(counts: ImportCounts): { name: string; count: number; meta?: string }[] {
  const { recorded, updated, duplicates, conflicts, refused, skipped } = counts
  const leftOut = Object.entries(skipped)
  const lines = [
    { name: t('New payments'), count: recorded },
    { name: t('Known already'), count: duplicates },
    { name: t('Known, with more words now'), count: updated },
    { name: t('New, and contradict a known one'), count: conflicts, meta: t('They go to Needs a look.') },
    { name: t('Cannot be recorded'), count: refused },
    {
      name: t('Left out'),
      count: leftOut.reduce((sum, [, count]) => sum + count, 0),
      meta: leftOut
        .map(([reason, count]) => (leftOut.length > 1 ? `${formatCount(count)} ${reason}` : reason))
        .join('; '),
    },
  ]
  return lines.filter(({ count }, at) => at === 0 || count > 0)
}

/** How many payments recording would add. */
export function countNew({ recorded, conflicts }: ImportCounts): number {
  return recorded + conflicts
}
