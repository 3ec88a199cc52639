import { z } from 'zod'
import { AppError } from '#api/errors.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'

/**
 * Reads settings by their kind's schema.
 * @throws AppError bad-request, which names the setting and what it takes and never says what was given
 */
export function readSettings(kind: SourceKind, given: unknown): Record<string, unknown> {
  const parsed = kind.settings.safeParse(given)
  if (parsed.success) return z.record(z.string(), z.unknown()).parse(parsed.data)
  const [issue] = parsed.error.issues
  const names = issue && 'keys' in issue ? issue.keys.join(', ') : issue?.path.join('.')
  if (issue?.code === 'unrecognized_keys')
    throw new AppError('bad-request', `There is no setting "${names}" of ${kind.title}.`)
  const missing = issue?.code === 'invalid_type' || issue?.code === 'invalid_format'
  const wanted = missing && !issue.message.startsWith('an ') ? 'given as text' : issue?.message
  throw new AppError('bad-request', `The setting "${names}" of ${kind.title} must be ${wanted}.`)
}
