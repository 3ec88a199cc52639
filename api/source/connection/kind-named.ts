import { AppError } from '#api/errors.ts'
import type { SourceKind } from '#api/source/kind/source-kind.ts'
import { sourceKinds } from '#api/source/list-kinds.ts'

/** The kind of source of this name. @throws AppError bad-request */
export function kindNamed(name: string): SourceKind {
  const kind = sourceKinds.find((known) => known.kind === name)
  if (kind) return kind
  const known = sourceKinds.map((each) => each.kind).join(', ')
  throw new AppError('bad-request', `"${name}" is no kind of source that can be followed: ${known}.`)
}
